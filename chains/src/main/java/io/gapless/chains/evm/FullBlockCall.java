package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks for a block with its transactions and for its receipts, and puts them together.
final class FullBlockCall {

  private final RpcBatches batches;
  private final ExecutionCheck check = new ExecutionCheck();

  FullBlockCall(RpcBatches batches) {
    this.batches = batches;
  }

  /// What the block became.
  ///
  /// @param gasUsed by all its transactions, 0 where the node does not say
  private record BlockRead(EvmHeader header, List<EvmTransaction> transactions, long gasUsed) {}

  private record ReceiptsRead(List<PlacedReceipt> receipts) {

    List<EvmReceipt> plain() {
      return receipts.stream().map(PlacedReceipt::receipt).toList();
    }

    long gasUsed() {
      return receipts.stream().mapToLong(placed -> placed.receipt().fees().gasUsed()).sum();
    }
  }

  Answer<EvmFullBlock> ask(long number) throws InterruptedException {
    List<RpcCall> calls = List.of(Headers.fullCall(number), Receipts.call(number));
    Exchange exchange = batches.send(calls, OptionalLong.of(1),
        body -> RpcReader.read(body, FullBlockCall::read), () -> true);
    return switch (exchange) {
      case Exchange.Failed(Refusal refusal) -> Answer.refused(refusal);
      case Exchange.Answered(List<Answer<Optional<Object>>> outcomes, long _) ->
          outcomes.get(0).then(block -> outcomes.get(1).then(
              receipts -> block(block, receipts, number)));
    };
  }

  private static @Nullable Object read(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      return new ReceiptsRead(ReceiptReader.readAllPlaced(json));
    }
    var transactions = new ArrayList<EvmTransaction>();
    EvmHeader header = HeaderReader.read(json, list -> {
      transactions.addAll(TransactionReader.readAll(list));
      return transactions.size();
    });
    return new BlockRead(header, transactions,
        Hex.quantity(header.fields().getOrDefault("gasUsed", "0x0")));
  }

  private Answer<EvmFullBlock> block(
      Optional<Object> block, Optional<Object> receipts, long number) {
    if (!(block.orElse(null) instanceof BlockRead full)) {
      return Headers.missing(block, number);
    }
    if (!(receipts.orElse(null) instanceof ReceiptsRead read)) {
      return Receipts.missing(Missing.UNKNOWN, number);
    }
    return Headers.check(full.header(), number)
        .then(header -> Receipts.block(header, read.plain()))
        .then(checked -> executions(full, read)
            .map(executions -> new EvmFullBlock(
                checked.header(), checked.receipts(), executions)));
  }

  private Answer<List<EvmExecution>> executions(BlockRead block, ReceiptsRead read) {
    EvmHeader header = block.header();
    Map<Hash32, PlacedReceipt> receipts = new HashMap<>();
    for (PlacedReceipt receipt : read.receipts()) {
      Hash32 transaction = receipt.receipt().transactionHash();
      if (receipts.put(transaction, receipt) != null) {
        return ExecutionCheck.bad(header + ": two receipts are of transaction " + transaction);
      }
    }
    // A transaction without a receipt is then one that stands outside of the block's roots, such as
    // those of Bor's state sync and of HyperEVM's system: some nodes show it and hide the receipt.
    boolean complete = read.gasUsed() >= block.gasUsed();
    var seen = new HashSet<Hash32>();
    var executions = new ArrayList<EvmExecution>(block.transactions().size());
    for (EvmTransaction transaction : block.transactions()) {
      PlacedReceipt receipt = receipts.get(transaction.hash());
      Optional<String> wrong = wrong(header, transaction, seen)
          .or(() -> receipt == null && !complete
              ? Optional.of("came without a receipt")
              : Optional.empty());
      if (wrong.isPresent()) {
        return ExecutionCheck.bad(header + ": its " + transaction + " " + wrong.get());
      }
      if (receipt != null) {
        switch (check.check(transaction, receipt)) {
          case Answer.Value<EvmExecution>(EvmExecution execution) -> executions.add(execution);
          case Answer.Refused<EvmExecution>(Refusal refusal) -> {
            return Answer.refused(refusal);
          }
        }
      }
    }
    return Answer.of(executions);
  }

  private static Optional<String> wrong(
      EvmHeader header, EvmTransaction transaction, Set<Hash32> seen) {
    if (!transaction.blockHash().equals(header.hash())
        || transaction.blockNumber() != header.number()) {
      return Optional.of("names block " + transaction.blockNumber() + " "
          + transaction.blockHash());
    }
    return seen.add(transaction.hash()) ? Optional.empty() : Optional.of("came twice");
  }
}
