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
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogFilters;
import io.gapless.chains.evm.LogVisitor;
import io.gapless.chains.evm.LogsAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Asks for the logs of one window: all of them, with their blocks' times, of a node that has shown
/// that it has blocks that old. What went to the target counts only if the answer is a value.
///
/// For one thread.
final class WindowQuery {

  private final EndpointPool<EvmClient> pool;
  private final WindowTarget target;
  private final HistoryProbe probe;
  private long requests;

  WindowQuery(EndpointPool<EvmClient> pool, WindowTarget target) {
    this.pool = pool;
    this.target = target;
    probe = new HistoryProbe(pool);
  }

  /// Requests sent so far.
  long requests() {
    return requests + probe.requests();
  }

  /// Asks one endpoint for every part of the filter.
  ///
  /// @param first the right to send the first request
  /// @param filters what together matches what is wanted
  /// @param excluded endpoints that are not to be asked for times either
  Reply ask(Lease<EvmClient> first, BlockRange window, List<LogFilter> filters,
      Set<Endpoint> excluded) throws InterruptedException {
    var withoutTime = new LogCopies();
    var parts = new PartsOfAWindow(filters.size());
    var reply = askPart(first, window, filters.getFirst(), excluded, parts, withoutTime);
    var endpoint = reply.endpoint();
    for (var part : filters.subList(1, filters.size())) {
      if (reply.isRefusal()) {
        return reply;
      }
      parts.next(filters.get(parts.answered()));
      var lease = leaseOf(endpoint, window);
      if (lease.isEmpty()) {
        return refused(endpoint, "left alone before all parts of the filter were asked");
      }
      reply = askPart(lease.get(), window, part, excluded, parts, withoutTime);
    }
    if (!reply.isRefusal() && parts.contradiction().isPresent()) {
      return new Reply(reply.endpoint(), Answer.refused(
          new Refusal.BadAnswer(Refusal.Said.of(parts.contradiction().get()))));
    }
    if (!reply.isRefusal() && !pool.hasShownHistory(endpoint, window.first())) {
      reply = probeHistory(window, reply);
    }
    return reply.isRefusal() || withoutTime.isEmpty()
        ? reply
        : addWithTimes(withoutTime, window, excluded, reply);
  }

  /// Asks one endpoint for a block's receipts, and takes the logs from those.
  Reply askReceipts(Lease<EvmClient> lease, long block, LogFilters filter, Set<Endpoint> excluded)
      throws InterruptedException {
    var withoutTime = new LogCopies();
    Reply reply;
    try (lease) {
      requests++;
      reply = new Reply(lease.endpoint(), lease.report(
          lease.client().logsFromReceipts(block, filter, log -> add(log, withoutTime))));
    }
    return reply.isRefusal() || withoutTime.isEmpty()
        ? reply
        : addWithTimes(withoutTime, BlockRange.of(block), excluded, reply);
  }

  private Reply askPart(Lease<EvmClient> lease, BlockRange window, LogFilter part,
      Set<Endpoint> excluded, PartsOfAWindow parts, LogCopies withoutTime)
      throws InterruptedException {
    requests++;
    if (!pool.hedges()) {
      try (lease) {
        return new Reply(lease.endpoint(),
            logs(lease, window, part, log -> add(log, parts, withoutTime)));
      }
    }
    // two may be under way at once, so each keeps its logs to itself
    var wanted = Wanted.blocks(BlockRange.of(window.first())).withCalls(2).without(excluded);
    var first = pool.ask(lease, wanted, attempt -> {
      var copies = new LogCopies();
      return logs(attempt, window, part, copies::add).map(answer -> new Kept(answer, copies));
    });
    return new Reply(first.endpoint(), first.answer().map(kept -> {
      kept.logs().logs().forEach(log -> add(log, parts, withoutTime));
      return kept.answer();
    }));
  }

  private record Kept(LogsAnswer answer, LogCopies logs) {}

  private static Answer<LogsAnswer> logs(Lease<EvmClient> lease, BlockRange window, LogFilter part,
      LogVisitor visitor) throws InterruptedException {
    var oldest = BlockRange.of(window.first());
    var gaveOldest = new AtomicBoolean();
    var answer = lease.report(lease.client().logs(window, part, log -> {
      if (log.blockNumber == oldest.first()) {
        gaveOldest.setPlain(true);
      }
      visitor.visit(log);
    }));
    if (answer instanceof Answer.Value<LogsAnswer> && gaveOldest.getPlain()) {
      lease.provedHistory(oldest);
    }
    return answer;
  }

  private void add(EvmLog reused, PartsOfAWindow parts, LogCopies withoutTime) {
    if (parts.isNew(reused)) {
      add(reused, withoutTime);
    }
  }

  private void add(EvmLog reused, LogCopies withoutTime) {
    if (reused.blockTimestamp < 0) {
      withoutTime.add(reused);
    } else {
      target.add(reused, reused.blockTimestamp);
    }
  }

  /// An endpoint whose word is to count has to have what happened in the window's first block, or in
  /// its last where nothing happened in the first. Where nothing did in either, the answer stands.
  private Reply probeHistory(BlockRange window, Reply reply) throws InterruptedException {
    var endpoint = reply.endpoint();
    var finding = probe.of(endpoint, window.first());
    if (finding instanceof HistoryProbe.Untold) {
      finding = probe.of(endpoint, window.last());
    }
    return finding instanceof HistoryProbe.Refused(Refusal refusal)
        ? new Reply(endpoint, Answer.refused(refusal))
        : reply;
  }

  /// Takes the times from the blocks' headers; any endpoint may give them, for the hashes tell
  /// whether it speaks of the same blocks.
  private Reply addWithTimes(LogCopies logs, BlockRange window, Set<Endpoint> excluded,
      Reply reply) throws InterruptedException {
    var lease = pool.acquire(new Wanted(Optional.of(window), excluded));
    if (lease.isEmpty()) {
      return refused(reply.endpoint(), "no endpoint could be asked for the blocks' times");
    }
    try (var granted = lease.get()) {
      requests++;
      var answer = granted.ofCalls(logs.blocks().size())
          .report(granted.client().headers(logs.blocks()))
          .then(headers -> addWithTimes(logs, headers, reply.answer()));
      return new Reply(answer instanceof Answer.Value<LogsAnswer>
          ? reply.endpoint()
          : granted.endpoint(), answer);
    }
  }

  private Answer<LogsAnswer> addWithTimes(LogCopies logs, List<EvmHeader> headers,
      Answer<LogsAnswer> answer) {
    var byNumber = new HashMap<Long, EvmHeader>();
    headers.forEach(header -> byNumber.put(header.number(), header));
    for (var copy : logs.logs()) {
      var header = byNumber.get(copy.blockNumber);
      if (header == null || !header.hash().hasBytes(copy.blockHash)) {
        return Answer.refused(new Refusal.BadAnswer(Refusal.Said.of("block " + copy.blockNumber
            + " has another hash than its logs say")));
      }
      target.add(copy, header.timestamp());
    }
    return answer;
  }

  /// The right to ask this endpoint and no other.
  private Optional<Lease<EvmClient>> leaseOf(Endpoint endpoint, BlockRange window)
      throws InterruptedException {
    return pool.acquire(Wanted.blocks(BlockRange.of(window.first())).only(endpoint));
  }

  private static Reply refused(Endpoint endpoint, String why) {
    return new Reply(endpoint, Answer.refused(new Refusal.ServerFault(Refusal.Said.of(why))));
  }
}
