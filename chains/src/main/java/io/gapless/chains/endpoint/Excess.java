package io.gapless.chains.endpoint;

/// Tells refusals by chance, which a right pace meets too, from those of a pace that is too fast: a
/// count that goes up by one with each refusal and leaks a little with each request that is accepted.
/// Not for several threads.
final class Excess {

  /// Refusals of so large a part of the requests are borne.
  private static final double BORNE = 0.003;

  private final RecentRate accepted = new RecentRate();
  private final RecentRate refused = new RecentRate();
  private double count;

  void accepted(long now) {
    accepted.add(1, now);
    count = Math.max(0, count - BORNE);
  }

  void refused(long now) {
    refused.add(1, now);
    count++;
  }

  /// What was accepted of others and refused to them, as they told it.
  void others(double othersAccepted, double othersRefused, long now) {
    count = Math.max(0, count + othersRefused - BORNE * othersAccepted);
    accepted.add(othersAccepted, now);
    refused.add(othersRefused, now);
  }

  boolean isAbove(double chances) {
    return count > chances;
  }

  /// Which part of the requests since then was refused, of the last five seconds at most and of the
  /// last second at least.
  double part(long since, long now) {
    double over = refused.since(since, now);
    return over == 0 ? 0 : over / (over + accepted.since(since, now));
  }

  void clear() {
    count = 0;
  }
}
