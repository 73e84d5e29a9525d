package io.gapless.fetcher.evm.window;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Lease;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogsAnswer;
import java.util.List;
import java.util.Optional;

/// Finds out whether an endpoint has what happened in a block. A node that has thrown old blocks away
/// may still know their headers, and answer that nothing happened in them: so a block whose header
/// says that there are logs has to have some.
///
/// For one thread.
public final class HistoryProbe {

  private static final LogFilter EVERYTHING = LogFilter.events(List.of(), List.of());

  private final EndpointPool<EvmClient> pool;
  private long requests;

  public HistoryProbe(EndpointPool<EvmClient> pool) {
    this.pool = pool;
  }

  /// What a block tells of an endpoint.
  public sealed interface Finding {}

  /// It has what happened in the block.
  public record Has() implements Finding {}

  /// By its header nothing happened in the block, so nothing can be told.
  public record Untold() implements Finding {}

  /// It lacks the block, or did not answer.
  public record Refused(Refusal refusal) implements Finding {}

  /// Asks for the block's header and then for all of its logs.
  public Finding of(Endpoint endpoint, long number) throws InterruptedException {
    var block = BlockRange.of(number);
    var lease = leaseOf(endpoint, block);
    if (lease.isEmpty()) {
      return leftAlone(number);
    }
    Answer<EvmHeader> header;
    try (var granted = lease.get()) {
      requests++;
      header = granted.report(granted.client().header(number));
    }
    return switch (header) {
      case Answer.Refused<EvmHeader>(Refusal refusal) -> new Refused(refusal);
      case Answer.Value<EvmHeader>(EvmHeader value) when value.logsBloom().isEmpty() ->
          new Untold();
      case Answer.Value<EvmHeader> _ -> logs(endpoint, block);
    };
  }

  /// Requests sent so far.
  public long requests() {
    return requests;
  }

  private Finding logs(Endpoint endpoint, BlockRange block) throws InterruptedException {
    var lease = leaseOf(endpoint, block);
    if (lease.isEmpty()) {
      return leftAlone(block.first());
    }
    try (var granted = lease.get()) {
      requests++;
      var logs = granted.report(granted.client().logs(block, EVERYTHING, _ -> {})
          .then(answer -> some(answer, block)));
      // too many is some, too
      if (logs instanceof Answer.Refused<LogsAnswer>(Refusal refusal)
          && !(refusal instanceof Refusal.TooLarge)) {
        return new Refused(refusal);
      }
      granted.provedHistory(block);
      return new Has();
    }
  }

  private static Answer<LogsAnswer> some(LogsAnswer answer, BlockRange block) {
    return answer.count() > 0
        ? Answer.of(answer)
        : Answer.refused(new Refusal.MissingData(Refusal.Missing.PRUNED, Refusal.Said.of(
            "no logs in block " + block.first() + ", whose header says that there are some")));
  }

  private static Refused leftAlone(long block) {
    return new Refused(new Refusal.ServerFault(
        Refusal.Said.of("left alone before it had shown that it has block " + block)));
  }

  /// The right to ask this endpoint and no other.
  private Optional<Lease<EvmClient>> leaseOf(Endpoint endpoint, BlockRange block)
      throws InterruptedException {
    return pool.acquire(Wanted.blocks(block).only(endpoint));
  }
}
