package io.gapless.chains.endpoint;

/// Finds out whether an endpoint takes more than its known limit, in a probe now and then:
///
/// 1. It asks for a little more each second, up to a reach.
/// 2. Once enough was let through, the limit gains half of the increase, and the probe goes on from
///    there with twice the reach. Half, since endpoints let through what they saved up, too.
/// 3. The first refusal ends it. The limit gains the less the less was let through, and the next probe
///    comes after a wait half as long again, with half the reach: a limit that stays the same is tried
///    seldom and gently.
///
/// All times are nanoseconds of one monotonic clock. Not for several threads.
final class Probe {

  private static final double SECONDS_TO_REACH = 12;
  private static final double FIRST_REACH = 0.2;
  private static final double LEAST_REACH = 0.02;
  private static final double LONGEST_REACH = 1;
  /// As much as the limit allows in so many seconds was let through beyond it: more than endpoints save
  /// up as a rule, which is what they allow in one.
  private static final double ENOUGH_SECONDS = 2;
  private static final long FIRST_WAIT_NANOS = 5_000_000_000L;
  private static final double LONGER = 1.5;
  private static final long LONGEST_WAIT_NANOS = 600_000_000_000L;

  private double reach = FIRST_REACH;
  private long waitNanos = FIRST_WAIT_NANOS;
  private boolean underWay;
  /// What is asked for beyond the limit, as a part of it.
  private double increase;
  /// What was let through beyond the limit, as seconds of it.
  private double letThrough;

  boolean isUnderWay() {
    return underWay;
  }

  /// Whether the next one may begin, so long after the rate was last lowered.
  boolean isDue(long nanos) {
    return nanos >= waitNanos;
  }

  void begin() {
    underWay = true;
    increase = 0;
    letThrough = 0;
  }

  /// What to ask for in the next second, as a multiple of the limit.
  double next() {
    increase = Math.min(reach, increase + reach / SECONDS_TO_REACH);
    return 1 + increase;
  }

  /// The last second's increase was let through.
  ///
  /// @return the limit as a multiple of the one before, 1 until enough was let through
  double held() {
    letThrough += increase;
    if (letThrough < ENOUGH_SECONDS) {
      return 1;
    }
    double gain = gain();
    increase -= gain;
    letThrough = 0;
    reach = Math.min(LONGEST_REACH, reach * 2);
    waitNanos = FIRST_WAIT_NANOS;
    return 1 + gain;
  }

  /// Some of it was refused.
  ///
  /// @return the limit as a multiple of the one before, 1 or more
  double failed() {
    underWay = false;
    reach = Math.max(LEAST_REACH, reach / 2);
    waitNanos = Math.min(LONGEST_WAIT_NANOS, (long) (waitNanos * LONGER));
    return 1 + gain();
  }

  /// Ends without a result.
  void cancel() {
    underWay = false;
  }

  private double gain() {
    return increase / 2 * Math.min(1, letThrough / ENOUGH_SECONDS);
  }
}
