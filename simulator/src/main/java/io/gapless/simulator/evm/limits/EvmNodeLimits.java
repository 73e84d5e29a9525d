package io.gapless.simulator.evm.limits;

/// What a node refuses, and in whose words.
///
/// @param provider whose wordings refusals have, one of [Wordings#providers]
/// @param suggestion how the ranges that it suggests relate to those that it would answer
/// @param caps of one `eth_getLogs`
/// @param batchLimit most calls in a batch; 1 refuses batches, 0 takes any number
/// @param requestsPerSecond calls a second, each call of a batch counted; 0 for any number
/// @param throttleStyle what is answered above that
public record EvmNodeLimits(String provider, Suggestion suggestion, LogCaps caps, int batchLimit,
    double requestsPerSecond, ThrottleStyle throttleStyle) {
  /// No limits, in the words of reth.
  public static final EvmNodeLimits NONE = new EvmNodeLimits("reth", Suggestion.HONEST,
      LogCaps.NONE, 0, 0, ThrottleStyle.HTTP_429);

  public EvmNodeLimits {
    if (!Wordings.providers().contains(provider)) {
      throw new IllegalArgumentException(
          "provider is none of " + Wordings.providers() + ": " + provider);
    }
    if (batchLimit < 0) {
      throw new IllegalArgumentException("batchLimit < 0: " + batchLimit);
    }
    if (!(requestsPerSecond >= 0)) {
      throw new IllegalArgumentException("requestsPerSecond < 0: " + requestsPerSecond);
    }
  }

  /// The same in another provider's words.
  public EvmNodeLimits withProvider(String provider) {
    return new EvmNodeLimits(provider, suggestion, caps, batchLimit, requestsPerSecond,
        throttleStyle);
  }

  /// The same with other suggestions.
  public EvmNodeLimits withSuggestion(Suggestion suggestion) {
    return new EvmNodeLimits(provider, suggestion, caps, batchLimit, requestsPerSecond,
        throttleStyle);
  }

  /// The same with other caps.
  public EvmNodeLimits withCaps(LogCaps caps) {
    return new EvmNodeLimits(provider, suggestion, caps, batchLimit, requestsPerSecond,
        throttleStyle);
  }

  /// The same with another batch limit.
  public EvmNodeLimits withBatchLimit(int batchLimit) {
    return new EvmNodeLimits(provider, suggestion, caps, batchLimit, requestsPerSecond,
        throttleStyle);
  }

  /// The same with another rate.
  public EvmNodeLimits withRequestsPerSecond(double requestsPerSecond) {
    return new EvmNodeLimits(provider, suggestion, caps, batchLimit, requestsPerSecond,
        throttleStyle);
  }

  /// The same with another answer to calls above the rate.
  public EvmNodeLimits withThrottleStyle(ThrottleStyle throttleStyle) {
    return new EvmNodeLimits(provider, suggestion, caps, batchLimit, requestsPerSecond,
        throttleStyle);
  }

  /// The same for a chain so short that the real caps would never be met: caps divided by `factor`,
  /// see [LogCaps#scaled], and the rate multiplied by it.
  public EvmNodeLimits scaled(int factor) {
    return new EvmNodeLimits(provider, suggestion, caps.scaled(factor), batchLimit,
        requestsPerSecond * factor, throttleStyle);
  }
}
