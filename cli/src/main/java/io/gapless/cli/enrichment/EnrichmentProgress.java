package io.gapless.cli.enrichment;

import java.time.Duration;
import java.util.Map;

/// How far an enrichment is.
///
/// @param run its id
/// @param phase what it does
/// @param batches that were done
/// @param found transactions that came
/// @param absent transactions that the chain does not have where transfers name them
/// @param failed transactions that nobody gave
/// @param requests that were sent
/// @param calls in them
/// @param blocks that were read whole
/// @param workers transactions that each worker has brought since this was watched
/// @param running since it was watched
/// @param perSecond transactions a second of late
public record EnrichmentProgress(String run, String phase, long batches, long found, long absent,
    long failed, long requests, long calls, long blocks, Map<String, Long> workers,
    Duration running, double perSecond) {

  /// Takes a copy of the map.
  public EnrichmentProgress { workers = Map.copyOf(workers); }

  /// Transactions that are settled, one way or another.
  public long processed() {
    return found + absent + failed;
  }

  /// Transactions a second since it was watched.
  public double rate() {
    double seconds = running.toMillis() / 1e3;
    return seconds <= 0 ? 0 : processed() / seconds;
  }
}
