package io.gapless.simulator.evm;

import io.gapless.simulator.evm.faults.EvmFault;
import io.gapless.simulator.evm.faults.FaultPlan;
import io.gapless.simulator.evm.limits.EvmNodeLimits;
import io.gapless.simulator.evm.limits.ThrottleStyle;
import io.gapless.simulator.evm.limits.Wordings;
import java.time.Duration;
import java.util.List;

/// How one node over a chain serves, limits and fails; several nodes may share a chain.
///
/// @param port of 127.0.0.1, 0 for any free one
/// @param gzip whether to compress replies for clients that accept it
/// @param latency waited before each reply
/// @param limits what it refuses, and in whose words
/// @param behaviour what it knows of its chain and how it shows it
/// @param faults what it does wrong
public record EvmNodeOptions(int port, boolean gzip, Duration latency, EvmNodeLimits limits,
    EvmNodeBehaviour behaviour, FaultPlan faults) {
  public EvmNodeOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is not in 0 to 65535: " + port);
    }
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency is negative: " + latency);
    }
  }

  /// A fast, sound node without limits, of the wordings of reth, with times in its logs.
  public static EvmNodeOptions defaults() {
    return new EvmNodeOptions(0, false, Duration.ZERO, EvmNodeLimits.NONE,
        EvmNodeBehaviour.DEFAULT, FaultPlan.NONE);
  }

  /// The names that a provider's wordings may have, in alphabetical order.
  public static List<String> providers() {
    return Wordings.providers();
  }

  /// The same with another port.
  public EvmNodeOptions withPort(int port) {
    return new EvmNodeOptions(port, gzip, latency, limits, behaviour, faults);
  }

  /// The same with or without compression.
  public EvmNodeOptions withGzip(boolean gzip) {
    return new EvmNodeOptions(port, gzip, latency, limits, behaviour, faults);
  }

  /// The same with another latency.
  public EvmNodeOptions withLatency(Duration latency) {
    return new EvmNodeOptions(port, gzip, latency, limits, behaviour, faults);
  }

  /// The same with other limits.
  public EvmNodeOptions withLimits(EvmNodeLimits limits) {
    return new EvmNodeOptions(port, gzip, latency, limits, behaviour, faults);
  }

  /// The same with another behaviour.
  public EvmNodeOptions withBehaviour(EvmNodeBehaviour behaviour) {
    return new EvmNodeOptions(port, gzip, latency, limits, behaviour, faults);
  }

  /// The same with other faults.
  public EvmNodeOptions withFaults(FaultPlan faults) {
    return new EvmNodeOptions(port, gzip, latency, limits, behaviour, faults);
  }

  /// The same with one more fault.
  public EvmNodeOptions withFault(EvmFault fault) {
    return withFaults(faults.with(fault));
  }

  /// The same with its faults at other places.
  public EvmNodeOptions withFaultSeed(long seed) {
    return withFaults(faults.withSeed(seed));
  }

  /// The same in another provider's words.
  public EvmNodeOptions withProvider(String provider) {
    return withLimits(limits.withProvider(provider));
  }

  /// The same with another number of calls a second, 0 for any.
  public EvmNodeOptions withRequestsPerSecond(double requestsPerSecond) {
    return withLimits(limits.withRequestsPerSecond(requestsPerSecond));
  }

  /// The same with another answer to calls above the rate.
  public EvmNodeOptions withThrottleStyle(ThrottleStyle throttleStyle) {
    return withLimits(limits.withThrottleStyle(throttleStyle));
  }

  /// The same with another number of calls in a batch, 0 for any.
  public EvmNodeOptions withBatchLimit(int batchLimit) {
    return withLimits(limits.withBatchLimit(batchLimit));
  }

  /// The same with another number of blocks of one `eth_getLogs`, 0 for any.
  public EvmNodeOptions withSpanCap(int spanCap) {
    return withLimits(limits.withCaps(limits.caps().withSpan(spanCap)));
  }

  /// The same with another number of logs of one `eth_getLogs`, 0 for any.
  public EvmNodeOptions withResultCap(int resultCap) {
    return withLimits(limits.withCaps(limits.caps().withResults(resultCap)));
  }

  /// The same with another number of bytes of one `eth_getLogs`, 0 for any.
  public EvmNodeOptions withResponseBytesCap(long responseBytesCap) {
    return withLimits(limits.withCaps(limits.caps().withResponseBytes(responseBytesCap)));
  }

  /// The same with another number of addresses of one `eth_getLogs`, 0 for any.
  public EvmNodeOptions withAddressCap(int addressCap) {
    return withLimits(limits.withCaps(limits.caps().withAddresses(addressCap)));
  }

  /// The same with another head.
  public EvmNodeOptions withHeadLag(int headLag) {
    return withBehaviour(behaviour.withHeadLag(headLag));
  }

  /// The same with or without `blockTimestamp` in logs.
  public EvmNodeOptions withLogTimestamps(boolean logTimestamps) {
    return withBehaviour(behaviour.withLogTimestamps(logTimestamps));
  }
}
