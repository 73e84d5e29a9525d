package io.gapless.chains.evm;

import java.time.Duration;

/// How a client talks to its endpoint.
///
/// @param timeout how long an answer may take to begin, and again how long its body may take
/// @param gzip whether compressed answers are asked for: worth it over a network, a waste on the
///     same machine
/// @param maxBatch how many calls at most go into one request; 1 for no batches
public record EvmSettings(Duration timeout, boolean gzip, int maxBatch) {

  /// One minute, compressed, 50 calls a batch.
  public static final EvmSettings DEFAULT = new EvmSettings(Duration.ofMinutes(1), true, 50);

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public EvmSettings {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout <= 0: " + timeout);
    }
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch < 1: " + maxBatch);
    }
  }
}
