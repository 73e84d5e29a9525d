package io.gapless.chains.evm;

import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Asks for transactions and their receipts by hash, and for headers with them.
final class ExecutionsCall {

  private final RpcBatches batches;
  private final ExecutionCheck check = new ExecutionCheck();

  ExecutionsCall(RpcBatches batches) {
    this.batches = batches;
  }

  Answer<EvmLookup> ask(List<Hash32> hashes, List<Long> blocks) throws InterruptedException {
    List<Hash32> wanted = hashes.stream().distinct().toList();
    List<Long> numbers = blocks.stream().distinct().toList();
    int size = wanted.size() + numbers.size();
    if (size == 0) {
      return Answer.of(new EvmLookup(Map.of(), Map.of(), 0));
    }
    Exchange exchange = batches.send(calls(wanted, numbers), OptionalLong.of(size),
        body -> RpcReader.read(body, LookupReader::read), () -> true);
    return switch (exchange) {
      case Exchange.Failed(Refusal refusal) -> Answer.refused(refusal);
      case Exchange.Answered(List<Answer<Optional<Object>>> outcomes, long bytes) -> {
        var aboutBlocks = outcomes.subList(2 * wanted.size(), outcomes.size());
        yield Headers.check(aboutBlocks, numbers).map(ExecutionsCall::byNumber)
            .then(headers -> found(outcomes, wanted, headers)
                .map(found -> new EvmLookup(found, headers, bytes)));
      }
    };
  }

  private static List<RpcCall> calls(List<Hash32> hashes, List<Long> numbers) {
    var calls = new ArrayList<RpcCall>(2 * hashes.size() + numbers.size());
    for (Hash32 hash : hashes) {
      String params = "[\"" + hash + "\"]";
      calls.add(new RpcCall("eth_getTransactionByHash", params));
      calls.add(new RpcCall(EvmClient.TRANSACTION_RECEIPT, params));
    }
    numbers.forEach(number -> calls.add(Headers.call(number)));
    return calls;
  }

  private static Map<Long, EvmHeader> byNumber(List<EvmHeader> headers) {
    return headers.stream().collect(Collectors.toMap(EvmHeader::number, Function.identity(),
        (one, _) -> one, LinkedHashMap::new));
  }

  private Answer<Map<Hash32, EvmExecution>> found(
      List<Answer<Optional<Object>>> outcomes, List<Hash32> hashes, Map<Long, EvmHeader> headers) {
    Map<Hash32, EvmExecution> found = new LinkedHashMap<>();
    for (int i = 0; i < hashes.size(); i++) {
      Hash32 hash = hashes.get(i);
      Answer<Optional<Object>> receipt = outcomes.get(2 * i + 1);
      Answer<Optional<EvmExecution>> execution = outcomes.get(2 * i)
          .then(transaction -> receipt.then(result -> execution(hash, transaction, result)))
          .then(checked -> underItsHeader(checked, headers));
      switch (execution) {
        case Answer.Value<Optional<EvmExecution>>(Optional<EvmExecution> value) -> value
            .ifPresent(known -> found.put(hash, known));
        case Answer.Refused<Optional<EvmExecution>>(Refusal refusal) -> {
          return Answer.refused(refusal);
        }
      }
    }
    return Answer.of(found);
  }

  private Answer<Optional<EvmExecution>> execution(
      Hash32 hash, Optional<Object> transaction, Optional<Object> receipt) {
    if (transaction.isEmpty() || receipt.isEmpty()) {
      return Answer.of(Optional.empty());
    }
    if (!(transaction.get() instanceof EvmTransaction known)
        || !(receipt.get() instanceof PlacedReceipt placed)) {
      return ExecutionCheck.bad("asked for transaction " + hash + " and its receipt, got another"
          + " kind of result");
    }
    return known.hash().equals(hash)
        ? check.check(known, placed).map(Optional::of)
        : ExecutionCheck.bad("asked for transaction " + hash + ", got " + known);
  }

  private static Answer<Optional<EvmExecution>> underItsHeader(
      Optional<EvmExecution> execution, Map<Long, EvmHeader> headers) {
    return execution.map(EvmExecution::transaction)
        .filter(transaction -> {
          EvmHeader header = headers.get(transaction.blockNumber());
          return header != null && !header.hash().equals(transaction.blockHash());
        })
        .<Answer<Optional<EvmExecution>>>map(transaction -> ExecutionCheck.bad(transaction
            + ": it names block " + transaction.blockNumber() + " " + transaction.blockHash()
            + ", and that block's header has another hash"))
        .orElseGet(() -> Answer.of(execution));
  }
}
