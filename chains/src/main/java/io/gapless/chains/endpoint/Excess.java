package io.gapless.chains.endpoint;

/// Tells refusals by chance, which a right pace meets too, from those of a pace that is too fast: a
/// count that goes up by one with each refusal and leaks a little with each request that is accepted.
/// The requests since the count was last 0 are a run. Not for several threads.
final class Excess {

  /// So many refusals in quick succession are chance.
  private static final double CHANCES = 2;
  /// The same where requests are refused at any rate.
  private static final double MANY_CHANCES = 20;
  /// Refusals of so large a part of the requests are borne.
  private static final double BORNE = 0.003;

  private double leak = BORNE;
  private double chances = CHANCES;
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
    count = Math.max(0, count + refused - leak * accepted);
    inRun = count == 0 ? 0 : inRun + accepted + refused;
    refusedInRun = count == 0 ? 0 : refusedInRun + refused;
  }

  /// Whether there was any that is not yet made up for.
  boolean isAny() {
    return count > 0;
  }

  /// Whether there were more than chance.
  boolean isTooMuch() {
    return count > chances;
  }

  /// Bears twice as many as this part of the requests, which is refused at any rate; 0 where none is.
  void bear(double part) {
    leak = Math.max(BORNE, 2 * part / (1 - part));
    chances = part > 0 ? MANY_CHANCES : CHANCES;
    clear();
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
