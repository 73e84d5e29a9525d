package io.gapless.chains.evm;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Asks for blocks with their receipts, and takes the logs out of receipts.
final class BlocksCall {

  private final RpcBatches batches;

  BlocksCall(RpcBatches batches) {
    this.batches = batches;
  }

  /// How long the answers were in all, and what they held.
  private record Fetched(List<EvmBlock> blocks, long bytes) {}

  Answer<List<EvmBlock>> ask(List<Long> numbers) throws InterruptedException {
    return fetch(numbers).map(Fetched::blocks);
  }

  Answer<LogsAnswer> logs(long number, LogFilters filter, LogVisitor visitor)
      throws InterruptedException {
    return fetch(List.of(number)).then(fetched -> {
      EvmBlock block = fetched.blocks().getFirst();
      int transactions = block.header().transactionCount();
      if (block.receipts().size() != transactions) {
        return Answer.refused(new Refusal.BadAnswer(Said.of("block " + number + " has "
            + transactions + " transactions, and " + block.receipts().size() + " receipts came")));
      }
      long count = pick(block, filter, visitor);
      return Answer.of(new LogsAnswer(count, block.header(), fetched.bytes()));
    });
  }

  private static long pick(EvmBlock block, LogFilters filter, LogVisitor visitor) {
    var matching = filter.match();
    long count = 0;
    for (EvmReceipt receipt : block.receipts()) {
      for (EvmLog log : receipt.logs()) {
        if (matching.test(log)) {
          count++;
          visitor.visit(log);
        }
      }
    }
    return count;
  }

  private Answer<Fetched> fetch(List<Long> numbers) throws InterruptedException {
    if (numbers.isEmpty()) {
      return Answer.of(new Fetched(List.of(), 0));
    }
    var calls = new ArrayList<RpcCall>(2 * numbers.size());
    for (long number : numbers) {
      calls.add(Headers.call(number));
      calls.add(Receipts.call(number));
    }
    Exchange exchange = batches.send(calls, OptionalLong.of(numbers.size()),
        body -> RpcReader.read(body, Receipts::read), () -> true);
    return switch (exchange) {
      case Exchange.Failed(Refusal refusal) -> Answer.refused(refusal);
      case Exchange.Answered(List<Answer<Optional<Object>>> outcomes, long bytes) ->
          blocks(outcomes, numbers).map(blocks -> new Fetched(blocks, bytes));
    };
  }

  private static Answer<List<EvmBlock>> blocks(
      List<Answer<Optional<Object>>> outcomes, List<Long> numbers) {
    var blocks = new ArrayList<EvmBlock>(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      long number = numbers.get(i);
      Answer<Optional<Object>> receipts = outcomes.get(2 * i + 1);
      Answer<EvmBlock> block = outcomes.get(2 * i).then(
          header -> receipts.then(result -> Receipts.block(header, result, number)));
      switch (block) {
        case Answer.Value<EvmBlock>(EvmBlock value) -> blocks.add(value);
        case Answer.Refused<EvmBlock>(Refusal refusal) -> {
          return Answer.refused(refusal);
        }
      }
    }
    return Answer.of(List.copyOf(blocks));
  }
}
