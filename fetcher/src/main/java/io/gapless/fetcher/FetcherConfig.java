package io.gapless.fetcher;

import io.gapless.fetcher.work.WorkLoopConfig;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;

/// How one fetcher works.
///
/// @param role what it is called in heartbeats
/// @param chain the chain that it asks for, e.g. `evm-1`
/// @param topic the whole name of the topic that it takes its works from
/// @param group the consumer group that shares them
/// @param workerId host, role and slot, stable over restarts
/// @param maxInFlight works fetched at once
/// @param maxBufferedBytes size of the records that wait to be committed
/// @param patience how long a work goes without a usable answer before it is given up
public record FetcherConfig(Topics topics, String role, String chain, String topic, String group,
    String workerId, int maxInFlight, long maxBufferedBytes, Duration patience) {

  private static final int WORKS = 16;
  private static final long BYTES = 96L << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// A fetcher of ranges with the usual bounds: 16 works at once, 96 MiB of records, a minute of
  /// patience.
  public static FetcherConfig withDefaults(Topics topics, String chain, String workerId) {
    return new FetcherConfig(topics, "fetcher", chain, topics.work(chain),
        topics.fetcherGroup(chain), workerId, WORKS, BYTES, PATIENCE);
  }

  /// A fetcher of batches of transactions with the same bounds.
  public static FetcherConfig ofEnricher(Topics topics, String chain, String workerId) {
    return new FetcherConfig(topics, "enricher", chain, topics.enrich(chain),
        topics.enricherGroup(chain), workerId, WORKS, BYTES, PATIENCE);
  }

  /// The same with another number of works at once.
  public FetcherConfig withMaxInFlight(int works) {
    return withBounds(works, maxBufferedBytes, patience);
  }

  /// The same with other bounds.
  public FetcherConfig withBounds(int works, long bytes, Duration longest) {
    return new FetcherConfig(topics, role, chain, topic, group, workerId, works, bytes, longest);
  }

  WorkLoopConfig workLoop() {
    return new WorkLoopConfig(topics, topic, group, workerId,
        topics.prefix() + chain + "." + workerId, maxInFlight, maxBufferedBytes,
        maxBufferedBytes / 4, Duration.ofMillis(200));
  }
}
