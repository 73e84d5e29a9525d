package io.gapless.simulator.evm.faults;

/// One thing that a node does wrong. `oneIn` of a fault is how rarely: 1 is always, 200 is one time
/// in 200 on average, decided by the seed of the [FaultPlan].
public sealed interface EvmFault permits LogFault, CallFault, TransportFault, Reorganise {
  /// The name under which it is counted, e.g. `omit-logs`.
  String kind();

  /// Checks a rate.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  static void requireOneIn(int oneIn) {
    if (oneIn < 1) {
      throw new IllegalArgumentException("oneIn < 1: " + oneIn);
    }
  }
}
