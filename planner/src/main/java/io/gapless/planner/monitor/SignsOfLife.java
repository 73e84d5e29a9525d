package io.gapless.planner.monitor;

import io.gapless.schemas.record.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// When something new was last heard of each worker, by this planner's own clock: clocks of others may
/// be wrong. Safe for many threads.
///
/// A heartbeat says when its worker's loop last turned; one that repeats what is known is nothing new.
/// Where this planner does not even hear itself, the silence of others says nothing: the broker was
/// away, or this process was stopped.
public final class SignsOfLife {

  /// Four heartbeats.
  private static final Duration DEAF_AFTER = Duration.ofSeconds(20);
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  private final String ownId;
  private final Duration stallAfter;
  private final InstantSource clock;
  private final Map<String, Heard> workers = new TreeMap<>();
  private Instant ownAt = Instant.EPOCH;
  private Instant hearingSince = Instant.EPOCH;

  private record Heard(Heartbeat beat, Instant at) {}

  /// @param ownId the planner's own worker id
  /// @param stallAfter silence after which a worker is stalled
  public SignsOfLife(String ownId, Duration stallAfter, InstantSource clock) {
    this.ownId = ownId;
    this.stallAfter = stallAfter;
    this.clock = clock;
  }

  /// Takes in a heartbeat.
  public synchronized void heard(Heartbeat beat) {
    Instant now = clock.instant();
    if (beat.getWorkerId().equals(ownId)) {
      if (now.isAfter(ownAt.plus(DEAF_AFTER))) {
        hearingSince = now;
      }
      ownAt = now;
    }
    var known = workers.get(beat.getWorkerId());
    if (known == null || known.beat().getUpdatedAt().isBefore(beat.getUpdatedAt())
        || known.beat().getState() != beat.getState()) {
      workers.put(beat.getWorkerId(), new Heard(beat, now));
    }
  }

  /// Every worker that was heard of in the last day, by id; empty while this planner is deaf.
  synchronized Optional<Map<String, Worker>> workers() {
    Instant now = clock.instant();
    workers.values().removeIf(heard -> heard.at().plus(FORGOTTEN_AFTER).isBefore(now));
    if (now.isAfter(ownAt.plus(DEAF_AFTER))) {
      return Optional.empty();
    }
    var all = new TreeMap<String, Worker>();
    workers.forEach((id, heard) -> {
      Instant since = heard.at().isAfter(hearingSince) ? heard.at() : hearingSince;
      var silence = Duration.between(since, now);
      var worker = new Worker(heard.beat(), silence, false);
      all.put(id, new Worker(heard.beat(), silence,
          !worker.hasLeft() && silence.compareTo(stallAfter) >= 0));
    });
    return Optional.of(all);
  }
}
