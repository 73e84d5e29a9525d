package io.gapless.fetcher;

import io.gapless.fetcher.work.WorkLoopConfig;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;

/// How one fetcher works.
///
/// @param chain the chain whose work it takes, e.g. `evm-1`
/// @param workerId host, role and slot, stable over restarts
/// @param maxInFlight works fetched at once
/// @param maxBufferedBytes size of the records that wait to be committed
/// @param patience how long a leaf goes without a usable answer before it is given up
public record FetcherConfig(Topics topics, String chain, String workerId, int maxInFlight,
    long maxBufferedBytes, Duration patience) {

  /// A fetcher with the usual bounds: 16 works at once, 96 MiB of records, a minute of patience.
  public static FetcherConfig withDefaults(Topics topics, String chain, String workerId) {
    return new FetcherConfig(topics, chain, workerId, 16, 96L << 20, Duration.ofMinutes(1));
  }

  /// The same with another number of works at once.
  public FetcherConfig withMaxInFlight(int works) {
    return new FetcherConfig(topics, chain, workerId, works, maxBufferedBytes, patience);
  }

  WorkLoopConfig workLoop() {
    return new WorkLoopConfig(topics, topics.work(chain), topics.fetcherGroup(chain), workerId,
        topics.prefix() + chain + "." + workerId, maxInFlight, maxBufferedBytes,
        maxBufferedBytes / 4, Duration.ofMillis(200));
  }
}
