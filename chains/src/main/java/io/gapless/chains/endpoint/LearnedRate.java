package io.gapless.chains.endpoint;

/// How much per second an endpoint takes, as learned from what it refuses; in calls or in bytes. All
/// times are nanoseconds of one monotonic clock. Not for several threads.
///
/// The rate doubles until requests are refused, more than by chance. What it refuses is what was too
/// much, so the limit is the rate less that part, and the rate goes a little below. From there on it
/// creeps towards the limit, and beyond it only in probes, each failed one followed by a longer wait;
/// a failed probe falls back to the rate that had held before.
final class LearnedRate {

  private static final long DOUBLING_NANOS = 500_000_000L;
  private static final long STEP_NANOS = 1_000_000_000L;
  private static final double CREEP = 0.02;
  private static final double STEP = 0.01;
  private static final double FIRST_STEP = 0.03;
  private static final double STRIDE = 1.1;
  private static final double LONGEST_STEP = 0.05;
  /// How far below the limit to stay.
  private static final double BELOW = 0.985;
  /// From farther below the limit there is no need to creep.
  private static final double FAR_BELOW = 0.8;
  /// So many refusals in quick succession are chance, and in a probe.
  private static final double CHANCES = 2;
  private static final double CHANCES_IN_PROBE = 1;
  private static final long FIRST_PROBE_NANOS = 7_000_000_000L;
  private static final double ACCEPTED_BETWEEN = 400;
  private static final long LAST_PROBE_NANOS = 600_000_000_000L;
  /// What was sent before may use up what an endpoint allows for so long.
  private static final long WINDOW_NANOS = 1_000_000_000L;
  /// The others tell of what they did so long ago at most.
  private static final long TOLD_NANOS = 11_000_000_000L;
  /// A rate of which less was used could not be what was too much.
  private static final double USED = 0.9;
  /// A probe that went on for so long has found more.
  private static final long FOUND_NANOS = 20_000_000_000L;
  /// A rate that a server warned of so soon after the last time is far too high.
  private static final long WARNED_NANOS = 10_000_000_000L;
  private static final double WARNED = 0.9;

  private final double least;
  private final double most;
  private final Excess excess = new Excess();

  private double rate;
  private double settled;
  private double limit = Double.POSITIVE_INFINITY;
  private long changedAt;
  private long loweredAt = Long.MIN_VALUE;
  private long warnedAt = Long.MIN_VALUE / 2;
  private long foundAt;
  private boolean probing;
  private double step;
  private double probeStep = FIRST_STEP;
  private long probeAfter = FIRST_PROBE_NANOS;

  LearnedRate(double first, double least, double most, long now) {
    this.least = least;
    this.most = most;
    rate = first;
    settled = first;
    changedAt = now;
  }

  /// What may be asked for per second now.
  double rate() {
    return rate;
  }

  /// The same without what a probe tries.
  double settled() {
    return settled;
  }

  /// The learned limit, infinite where none was met.
  double limit() {
    return limit;
  }

  /// Begins anew where another has learned.
  void follow(double otherRate, double otherLimit, long now) {
    rate = Math.clamp(otherRate, least, most);
    settled = rate;
    limit = otherLimit;
    probing = false;
    changedAt = now;
    loweredAt = now;
    excess.clear();
  }

  /// A request was accepted.
  ///
  /// @param isUsedUp whether there is demand for more than the rate
  /// @return whether the rate was raised
  boolean accepted(boolean isUsedUp, long now) {
    excess.accepted(now);
    if (!isUsedUp || excess.isAbove(0)) {
      return false;
    }
    if (Double.isInfinite(limit)) {
      return settle(raiseAfter(DOUBLING_NANOS, 2, most, now));
    }
    double top = limit * BELOW;
    if (rate < top) {
      return settle(
          raiseAfter(STEP_NANOS, Math.max(1 + CREEP, FAR_BELOW * top / rate), top, now));
    }
    if (!probing && now - loweredAt >= probeAfter()) {
      probing = true;
      step = probeStep;
      foundAt = now;
    }
    boolean raised = probing && raiseAfter(STEP_NANOS, 1 + step, most, now);
    if (raised) {
      step = Math.min(LONGEST_STEP, step * STRIDE);
    }
    if (raised && now - foundAt >= FOUND_NANOS) {
      limit = rate;
      settled = rate;
      foundAt = now;
    }
    return raised;
  }

  /// Each probe costs some refusals, which are to be few among what was accepted.
  private long probeAfter() {
    return Math.max(probeAfter, (long) (ACCEPTED_BETWEEN / rate * 1e9));
  }

  private boolean settle(boolean raised) {
    settled = rate;
    return raised;
  }

  private boolean raiseAfter(long nanos, double factor, double top, long now) {
    if (now - changedAt < nanos) {
      return false;
    }
    rate = Math.min(Math.min(most, top), rate * factor);
    changedAt = now;
    return true;
  }

  /// A request was refused because of the rate.
  ///
  /// @param used what was accepted per second lately
  /// @return whether the rate was lowered
  boolean refused(double used, long sentAt, long now) {
    if (loweredAt != Long.MIN_VALUE && sentAt < loweredAt + WINDOW_NANOS) {
      return false;
    }
    excess.refused(now);
    return lowerIfTooMuch(used, now);
  }

  /// What was accepted and refused of others lately, as they told it a moment ago.
  ///
  /// @param used what was accepted per second of all lately
  void others(double accepted, double refused, double used, long now) {
    if (loweredAt == Long.MIN_VALUE || now - loweredAt > TOLD_NANOS) {
      excess.others(accepted, refused, now);
      lowerIfTooMuch(used, now);
    }
  }

  private boolean lowerIfTooMuch(double used, long now) {
    if (!excess.isAbove(probing ? CHANCES_IN_PROBE : CHANCES)) {
      return false;
    }
    boolean isSteady = !probing && !Double.isInfinite(limit);
    double taken = rate * (1 - excess.part(isSteady ? loweredAt : changedAt, now));
    if (used < USED * taken) {
      taken = used;
    }
    if (probing) {
      probeAfter = Math.min(LAST_PROBE_NANOS, probeAfter * 2);
      probeStep = Math.max(STEP, probeStep / 2);
      limit = Math.max(limit, taken);
      lower(settled, now);
    } else {
      limit = Math.min(limit, Math.max(taken, rate / 2));
      lower(limit * BELOW, now);
    }
    return true;
  }

  /// The server gave an answer and said that it is near its bound.
  ///
  /// @param used what it was asked per second lately
  void warned(double used, long sentAt, long now) {
    if (sentAt < loweredAt) {
      return;
    }
    limit = Math.min(rate, used) * (now - warnedAt < WARNED_NANOS ? WARNED / 2 : WARNED);
    warnedAt = now;
    lower(limit, now);
  }

  private void lower(double to, long now) {
    rate = Math.clamp(to, least, most);
    settled = rate;
    probing = false;
    changedAt = now;
    loweredAt = now;
    excess.clear();
  }
}
