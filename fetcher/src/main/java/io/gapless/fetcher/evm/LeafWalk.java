package io.gapless.fetcher.evm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.Hash32;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogsAnswer;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.Segment;
import io.gapless.schemas.record.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A walk over one leaf, window by window: each window is answered whole by one endpoint, or not
/// at all.
///
/// For one thread, once.
final class LeafWalk {

  private static final Logger log = LoggerFactory.getLogger(LeafWalk.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final EndpointPool<EvmClient> pool;
  private final WindowSizes windows;
  private final LogFilter filter;
  private final LeafRecords leaf;
  private final WindowQuery query;
  private final String workerId;
  private final InstantSource clock;
  private final Duration patience;

  private final List<Segment> segments = new ArrayList<>();
  private final List<DeadLetter> evidence = new ArrayList<>();
  private final Set<Endpoint> excluded = new HashSet<>();
  /// The filter as every endpoint takes it.
  private List<LogFilter> filters;
  /// How to ask for the one block at the cursor, where its logs are too many for one answer.
  private Optional<BlockQuestion> hardBlock = Optional.empty();
  private Hash32 lastHash = Hash32.of(new byte[Hash32.LENGTH]);
  private String lastRefusal = "";
  private Instant lastAnswer;
  private Duration pause = FIRST_PAUSE;
  private long retries;

  LeafWalk(EndpointPool<EvmClient> pool, WindowSizes windows, LogFilter filter, LeafRecords leaf,
      String workerId, InstantSource clock, Duration patience) {
    this.pool = pool;
    this.windows = windows;
    this.filter = filter;
    this.filters = List.of(filter);
    this.leaf = leaf;
    query = new WindowQuery(pool, leaf);
    this.workerId = workerId;
    this.clock = clock;
    this.patience = patience;
    this.lastAnswer = clock.instant();
  }

  /// How a walk ended.
  sealed interface End {}

  /// It got as far as `last`, inclusive, which is the leaf's last block unless the records
  /// outgrew their share.
  record Arrived(long last) implements End {}

  /// It did not: nothing of the leaf counts.
  record Stuck(String reason) implements End {}

  private sealed interface BlockQuestion {}

  private record InParts(List<LogFilter> filters) implements BlockQuestion {}

  /// The last resort.
  private record FromReceipts() implements BlockQuestion {}

  End walk(long first, long last, long maxBytes) throws InterruptedException {
    long cursor = first;
    while (cursor <= last) {
      if (cursor > first && leaf.bytes() >= maxBytes) {
        return new Arrived(cursor - 1);
      }
      var lease = pool.acquire(new Wanted(Optional.of(BlockRange.of(cursor)), excluded));
      if (lease.isEmpty()) {
        if (isOutOfPatience()) {
          return new Stuck(lastRefusal.isEmpty() ? "no endpoint could be asked" : lastRefusal);
        }
        pauseThenForgive();
        continue;
      }
      var endpoint = lease.get().endpoint();
      var window = new BlockRange(cursor, last).head(windows.width(endpoint, filter));
      var reply = switch (hardBlock.orElse(new InParts(filters))) {
        case InParts(var parts) -> query.ask(lease.get(), window, parts, excluded);
        case FromReceipts() -> query.askReceipts(lease.get(), cursor, filter, excluded);
      };
      switch (reply.answer()) {
        case Answer.Value<LogsAnswer>(LogsAnswer answer) -> {
          leaf.keep();
          windows.answered(endpoint, filter, window.size());
          long head = answer.lastHeader().number();
          if (leaf.cut().isPresent()) {
            var cut = leaf.cut().get();
            noteSegment(new BlockRange(cursor, cut.last()), endpoint, head, cut.hash());
            return new Arrived(cut.last());
          }
          noteSegment(window, endpoint, head, answer.lastHeader().hash());
          cursor = window.last() + 1;
        }
        case Answer.Refused<LogsAnswer>(Refusal refusal) -> {
          leaf.drop();
          learn(reply.endpoint(), window, refusal);
          if (refusal instanceof Refusal.Throttled && isOutOfPatience()) {
            return new Stuck(lastRefusal);
          }
        }
      }
    }
    return new Arrived(last);
  }

  List<Segment> segments() {
    return segments;
  }

  /// Answers that could not be true, for the dead letters.
  List<DeadLetter> evidence() {
    return evidence;
  }

  byte[] lastHash() {
    return lastHash.bytes();
  }

  long requests() {
    return query.requests();
  }

  long retries() {
    return retries;
  }

  private void noteSegment(BlockRange window, Endpoint endpoint, long head, Hash32 hash) {
    lastHash = hash;
    lastAnswer = clock.instant();
    pause = FIRST_PAUSE;
    excluded.clear();
    hardBlock = Optional.empty();
    var before = segments.isEmpty() ? null : segments.getLast();
    if (before != null && before.getEndpoint().equals(endpoint.name())) {
      before.setLast(window.last());
      before.setHead(head);
    } else {
      segments.add(new Segment(window.first(), window.last(), endpoint.name(),
          head, Verdict.HEAD));
    }
  }

  private boolean isOutOfPatience() {
    return Duration.between(lastAnswer, clock.instant()).compareTo(patience) > 0;
  }

  /// Decides what follows from a refusal.
  private void learn(Endpoint endpoint, BlockRange window, Refusal refusal) {
    retries++;
    lastRefusal = endpoint + " for blocks " + window + ": " + refusal.said();
    log.debug("{}", lastRefusal);
    switch (refusal) {
      case Refusal.TooLarge tooLarge -> {
        windows.refused(endpoint, filter, window.size(), tooLarge);
        if (window.size() == 1) {
          if (hardBlock.equals(Optional.of(new FromReceipts()))) {
            excluded.add(endpoint);
          }
          hardBlock = Optional.of(finerQuestion());
        }
      }
      case Refusal.TooManyAddresses(var max, var _) -> {
        int most = filters.stream().mapToInt(part -> part.addresses().size()).max().orElse(0);
        if (most <= 1) {
          excluded.add(endpoint);
        } else {
          filters = Filters.withAddresses(filters,
              Math.clamp(max.orElse(Long.MAX_VALUE), 1, most - 1));
        }
      }
      case Refusal.Throttled _ -> {
        // the governor waits for as long as it takes
      }
      case Refusal.BadAnswer(var said) -> {
        excluded.add(endpoint);
        evidence.add(DeadLetter.newBuilder().setSource(endpoint.name()).setPartition(0)
            .setOffset(window.first()).setKey(null)
            .setValue(ByteBuffer.wrap(said.toString().getBytes(UTF_8))).setReason(lastRefusal)
            .setWorkerId(workerId).setAt(clock.instant()).build());
      }
      case Refusal.Billing _,Refusal.BadBlockTag _,Refusal.MissingData _,Refusal.Timeout _,Refusal.Unsupported _,Refusal.Auth _,Refusal.ServerFault _,Refusal.Unknown _ ->
          excluded.add(endpoint);
    }
  }

  private BlockQuestion finerQuestion() {
    return switch (hardBlock.orElse(new InParts(filters))) {
      case InParts(var parts) -> Filters.finer(parts).<BlockQuestion>map(InParts::new)
          .orElse(new FromReceipts());
      case FromReceipts same -> same;
    };
  }

  /// All endpoints were tried: waits, longer each time, and gives them another chance.
  private void pauseThenForgive() throws InterruptedException {
    Thread.sleep(pause);
    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
        ? pause.multipliedBy(2)
        : LONGEST_PAUSE;
    excluded.clear();
  }
}
