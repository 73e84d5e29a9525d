package io.gapless.simulator.xrpl.faults;

/// One thing that a node does wrong. `oneIn` of a fault is how rarely: 1 is always, 200 is once in
/// every 200 chances, at a place that the seed of the [XrplFaultPlan] decides.
public sealed interface XrplFault permits LedgerFault, RequestFault, TransportFault {
  /// The name under which it is counted, e.g. `truncate`.
  String kind();

  /// How rarely.
  int oneIn();

  /// Checks a rate.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  static void requireOneIn(int oneIn) {
    if (oneIn < 1) {
      throw new IllegalArgumentException("oneIn < 1: " + oneIn);
    }
  }
}
