package io.gapless.simulator.evm;

import java.time.Duration;
import java.util.List;

/// How one node over a chain behaves; several nodes may share a chain. Caps of 0 mean none.
///
/// @param port of 127.0.0.1, 0 for any free one
/// @param latency waited before each reply
/// @param requestsPerSecond calls a second, each call of a batch counted; 0 for any number
/// @param throttleStyle what is answered above that
/// @param provider whose wordings refusals have, one of [#providers]
/// @param spanCap most blocks of one `eth_getLogs`
/// @param resultCap most logs in one answer
/// @param responseBytesCap most bytes of one result of `eth_getLogs`
/// @param headLag blocks that this node is behind its chain
/// @param batchLimit most calls in a batch; 1 refuses batches
/// @param logTimestamps whether logs carry `blockTimestamp`
/// @param gzip whether to compress replies for clients that accept it
public record EvmNodeOptions(int port, Duration latency, double requestsPerSecond,
    ThrottleStyle throttleStyle, String provider, int spanCap, int resultCap,
    long responseBytesCap, int headLag, int batchLimit, boolean logTimestamps, boolean gzip) {
  public EvmNodeOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is not in 0 to 65535: " + port);
    }
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency is negative: " + latency);
    }
    if (!(requestsPerSecond >= 0)) {
      throw new IllegalArgumentException("requestsPerSecond < 0: " + requestsPerSecond);
    }
    if (!Wordings.providers().contains(provider)) {
      throw new IllegalArgumentException(
          "provider is none of " + Wordings.providers() + ": " + provider);
    }
    if (spanCap < 0 || resultCap < 0 || responseBytesCap < 0 || batchLimit < 0) {
      throw new IllegalArgumentException("a cap is negative");
    }
    if (headLag < 0) {
      throw new IllegalArgumentException("headLag < 0: " + headLag);
    }
  }

  /// A fast node without limits, of the wordings of reth, with times in its logs.
  public static EvmNodeOptions defaults() {
    return new EvmNodeOptions(0, Duration.ZERO, 0, ThrottleStyle.HTTP_429, "reth", 0, 0, 0, 0, 0,
        true, false);
  }

  /// The names that `provider` may have, in alphabetical order.
  public static List<String> providers() {
    return Wordings.providers();
  }

  /// The same with another port.
  public EvmNodeOptions withPort(int port) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with another latency.
  public EvmNodeOptions withLatency(Duration latency) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with another rate.
  public EvmNodeOptions withRequestsPerSecond(double requestsPerSecond) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with another answer to calls above the rate.
  public EvmNodeOptions withThrottleStyle(ThrottleStyle throttleStyle) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with another provider's wordings.
  public EvmNodeOptions withProvider(String provider) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with another span cap.
  public EvmNodeOptions withSpanCap(int spanCap) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with another result cap.
  public EvmNodeOptions withResultCap(int resultCap) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with another cap of bytes.
  public EvmNodeOptions withResponseBytesCap(long responseBytesCap) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with another head.
  public EvmNodeOptions withHeadLag(int headLag) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with another batch limit.
  public EvmNodeOptions withBatchLimit(int batchLimit) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with or without `blockTimestamp` in logs.
  public EvmNodeOptions withLogTimestamps(boolean logTimestamps) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }

  /// The same with or without compression.
  public EvmNodeOptions withGzip(boolean gzip) {
    return new EvmNodeOptions(port, latency, requestsPerSecond, throttleStyle, provider, spanCap,
        resultCap, responseBytesCap, headLag, batchLimit, logTimestamps, gzip);
  }
}
