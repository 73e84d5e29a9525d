package io.gapless.chains.endpoint;

/// Tells refusals by chance, which a right pace meets too, from those of a pace that is too fast: a
/// count that goes up by one with each refusal and leaks a little with each request that is accepted.
/// The requests since the count was last 0 are a run. Not for several threads.
final class Excess {

  /// Refusals of so large a part of the requests are borne.
  private static final double BORNE = 0.003;

  private double count;
  private double inRun;
  private double refusedInRun;

  void accepted() {
    add(1, 0);
  }

  void refused() {
    add(0, 1);
  }

  /// So many were accepted and refused, e.g. of another process that told it.
  void add(double accepted, double refused) {
    count = Math.max(0, count + refused - BORNE * accepted);
    inRun = count == 0 ? 0 : inRun + accepted + refused;
    refusedInRun = count == 0 ? 0 : refusedInRun + refused;
  }

  boolean isAbove(double chances) {
    return count > chances;
  }

  /// Which part of the requests of the present run was refused, but for the refusal that began it: a
  /// run begins and is looked at when there was one, so it holds one too many.
  double part() {
    return inRun == 0 ? 0 : Math.max(0, refusedInRun - 1) / inRun;
  }

  void clear() {
    count = 0;
    inRun = 0;
    refusedInRun = 0;
  }
}
