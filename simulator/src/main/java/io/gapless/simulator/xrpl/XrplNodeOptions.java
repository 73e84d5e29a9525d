package io.gapless.simulator.xrpl;

import io.gapless.simulator.xrpl.faults.XrplFault;
import io.gapless.simulator.xrpl.faults.XrplFaultPlan;
import io.gapless.simulator.xrpl.ledgers.LedgerSpan;
import io.gapless.simulator.xrpl.limits.LoadLimit;
import io.gapless.simulator.xrpl.limits.XrplNodeLimits;
import java.time.Duration;
import java.util.List;

/// How one node over ledgers serves, limits and fails; several nodes may share ledgers.
///
/// @param port of 127.0.0.1, 0 for any free one
/// @param flavour which program it pretends to be
/// @param latency waited before each answer
/// @param jitter waited besides, from nothing to this, so that answers come out of order
/// @param limits what it allows
/// @param history which ledgers it has, empty for all that there are
/// @param lag how many ledgers its newest is behind the last
/// @param faults what it does wrong
public record XrplNodeOptions(int port, Flavour flavour, Duration latency, Duration jitter,
    XrplNodeLimits limits, List<LedgerSpan> history, int lag, XrplFaultPlan faults) {
  private static final int CLIO_PARALLEL_REQUESTS = 10;

  public XrplNodeOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is not in 0 to 65535: " + port);
    }
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency is negative: " + latency);
    }
    if (jitter.isNegative()) {
      throw new IllegalArgumentException("jitter is negative: " + jitter);
    }
    if (lag < 0) {
      throw new IllegalArgumentException("lag < 0: " + lag);
    }
    history = List.copyOf(history);
  }

  /// A fast, sound rippled without limits that has all ledgers.
  public static XrplNodeOptions defaults() {
    return new XrplNodeOptions(0, Flavour.RIPPLED, Duration.ZERO, Duration.ZERO,
        XrplNodeLimits.NONE, List.of(), 0, XrplFaultPlan.NONE);
  }

  /// A sound rippled with the limits that it has by default.
  public static XrplNodeOptions rippled() {
    return defaults().withLoad(LoadLimit.Rippled.DEFAULT);
  }

  /// A sound Clio with the limits that it has by default.
  public static XrplNodeOptions clio() {
    return defaults().withFlavour(Flavour.CLIO).withLimits(
        new XrplNodeLimits(LoadLimit.Clio.DEFAULT, CLIO_PARALLEL_REQUESTS));
  }

  /// The same with another port.
  public XrplNodeOptions withPort(int port) {
    return new XrplNodeOptions(port, flavour, latency, jitter, limits, history, lag, faults);
  }

  /// The same of another program.
  public XrplNodeOptions withFlavour(Flavour flavour) {
    return new XrplNodeOptions(port, flavour, latency, jitter, limits, history, lag, faults);
  }

  /// The same with another latency.
  public XrplNodeOptions withLatency(Duration latency) {
    return new XrplNodeOptions(port, flavour, latency, jitter, limits, history, lag, faults);
  }

  /// The same with another jitter.
  public XrplNodeOptions withJitter(Duration jitter) {
    return new XrplNodeOptions(port, flavour, latency, jitter, limits, history, lag, faults);
  }

  /// The same with other limits.
  public XrplNodeOptions withLimits(XrplNodeLimits limits) {
    return new XrplNodeOptions(port, flavour, latency, jitter, limits, history, lag, faults);
  }

  /// The same with another limit of the load.
  public XrplNodeOptions withLoad(LoadLimit load) {
    return withLimits(limits.withLoad(load));
  }

  /// The same with another number of parallel requests of one connection, 0 for any.
  public XrplNodeOptions withParallelRequests(int parallelRequests) {
    return withLimits(limits.withParallelRequests(parallelRequests));
  }

  /// The same with other ledgers, none for all that there are.
  public XrplNodeOptions withHistory(List<LedgerSpan> history) {
    return new XrplNodeOptions(port, flavour, latency, jitter, limits, history, lag, faults);
  }

  /// The same with other ledgers, e.g. `1000-1999,3000-3999`.
  ///
  /// @throws IllegalArgumentException if that is not what the text is
  public XrplNodeOptions withHistory(String history) {
    return withHistory(LedgerSpan.parse(history));
  }

  /// The same with another distance to the last ledger.
  public XrplNodeOptions withLag(int lag) {
    return new XrplNodeOptions(port, flavour, latency, jitter, limits, history, lag, faults);
  }

  /// The same with other faults.
  public XrplNodeOptions withFaults(XrplFaultPlan faults) {
    return new XrplNodeOptions(port, flavour, latency, jitter, limits, history, lag, faults);
  }

  /// The same with one more fault.
  public XrplNodeOptions withFault(XrplFault fault) {
    return withFaults(faults.with(fault));
  }

  /// The same with its faults at other places.
  public XrplNodeOptions withFaultSeed(long seed) {
    return withFaults(faults.withSeed(seed));
  }
}
