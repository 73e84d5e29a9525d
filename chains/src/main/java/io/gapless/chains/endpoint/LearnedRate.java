package io.gapless.chains.endpoint;

/// How much per second an endpoint takes, as learned from what it refuses; in calls or in bytes.
///
/// 1. Until too much is refused, the rate doubles three times a second.
/// 2. Where too much is refused, more than by chance, the limit is the rate without that part, and the
///    rate falls a little below the limit.
/// 3. Where the rate is lower than that, since another told it or a share was small, it climbs there.
/// 4. There it stays, and now and then a [Probe] asks for more than the limit. Its first refusal ends
///    it, and the rate falls back to what had held.
/// 5. Where the server warns that it is near its bound, the limit is a little less than the rate.
/// 6. Where a part is refused whatever the rate is, see [RefusedAnyway], there is no limit, and twice that
///    part is borne from then on.
///
/// All times are nanoseconds of one monotonic clock. Not for several threads.
final class LearnedRate {

  private static final long DOUBLING_NANOS = 333_000_000L;
  private static final long STEP_NANOS = 1_000_000_000L;
  private static final double CLIMB = 1.02;
  /// From farther below the limit the rate jumps.
  private static final double FAR_BELOW = 0.8;
  /// Where a limit would surely be kept.
  private static final double FAR_LOWER = 0.7;
  /// How far below the limit the rate stays.
  private static final double BELOW = 0.985;
  /// What was sent before the rate was lowered may use up what an endpoint allows for so long.
  private static final long WINDOW_NANOS = 1_000_000_000L;
  /// Others tell late: what they tell for so long after the rate was lowered is of before.
  private static final long TOLD_NANOS = 11_000_000_000L;
  /// A rate of which less was used could not be what was too much.
  private static final double USED = 0.9;
  /// A few refusals tell no larger part than this.
  private static final double MOST_REFUSED = 0.5;
  /// Nor do they call in question that the endpoint takes what it took a moment ago, unless that was
  /// as good as the rate: some of it may have been saved up.
  private static final double LESS = 0.97;
  /// A rate that a server warns of so soon after the last time is far too high.
  private static final long WARNED_NANOS = 10_000_000_000L;
  private static final double WARNED = 0.9;
  private static final double WARNED_AGAIN = 0.45;

  private final double least;
  private final double most;
  private final Excess excess = new Excess();
  private final Probe probe = new Probe();

  private RefusedAnyway anyway = new RefusedAnyway();
  private boolean isAlone = true;
  private double rate;
  private double limit = Double.POSITIVE_INFINITY;
  private long changedAt;
  private long loweredAt = Long.MIN_VALUE / 2;
  private long warnedAt = Long.MIN_VALUE / 2;

  LearnedRate(double first, double least, double most, long now) {
    this.least = least;
    this.most = most;
    rate = first;
    changedAt = now;
  }

  /// Whether no other process asks the endpoint. Where some do, it is not found out whether it refuses
  /// requests at any rate: the others go on at the old rate for a while.
  void isAlone(boolean alone) {
    if (isAlone && !alone) {
      anyway = new RefusedAnyway();
      excess.bear(0);
    }
    isAlone = alone;
  }

  /// What may be asked for per second now.
  double rate() {
    return rate;
  }

  /// The same without what a probe tries.
  double settled() {
    return probe.isUnderWay() ? belowLimit() : rate;
  }

  /// The learned limit, infinite where none was met.
  double limit() {
    return limit;
  }

  /// Begins anew where another has learned.
  void follow(double otherRate, double otherLimit, long now) {
    limit = otherLimit;
    lower(otherRate, now);
  }

  /// A request was accepted.
  ///
  /// @param isUsedUp whether there is demand for more than the rate
  /// @return whether the rate was changed
  boolean accepted(boolean isUsedUp, long now) {
    excess.accepted();
    if (now >= loweredAt + WINDOW_NANOS && anyway.accepted()) {
      excess.bear(0);
    }
    long unchanged = now - changedAt;
    if (!isUsedUp || excess.isAny()
        || unchanged < (isLimited() ? STEP_NANOS : DOUBLING_NANOS)) {
      return false;
    }
    if (!isLimited()) {
      rate = Math.min(most, rate * 2);
    } else if (rate < belowLimit()) {
      rate = Math.min(belowLimit(), Math.max(rate * CLIMB, limit * FAR_BELOW));
    } else if (probe.isUnderWay() || probe.isDue(now - loweredAt)) {
      probe();
    } else {
      return false;
    }
    changedAt = now;
    return true;
  }

  private void probe() {
    if (probe.isUnderWay()) {
      limit *= probe.held();
    } else {
      probe.begin();
    }
    rate = Math.min(most, limit * probe.next());
  }

  /// A request was refused because of the rate.
  ///
  /// @param used what was accepted per second in the last seconds, of all processes
  /// @param proven what was accepted in the last second, of this process at least
  /// @return whether the rate was lowered
  boolean refused(double used, double proven, long sentAt, long now) {
    if (sentAt < loweredAt + WINDOW_NANOS) {
      return false;
    }
    excess.refused();
    anyway.refused();
    return lowerIfTooMuch(used, proven, now);
  }

  /// What was accepted and refused of others lately, as they told it a moment ago.
  ///
  /// @param used as in [#refused]
  /// @param proven as in [#refused]
  void others(double accepted, double refused, double used, double proven, long now) {
    if (now - loweredAt > TOLD_NANOS) {
      excess.add(accepted, refused);
      lowerIfTooMuch(used, proven, now);
    }
  }

  private boolean lowerIfTooMuch(double used, double proven, long now) {
    if (probe.isUnderWay()) {
      if (!excess.isTooMuch() && (anyway.found() > 0 || !excess.isAny())) {
        return false;
      }
      limit *= probe.failed();
      lower(belowLimit(), now);
      return true;
    }
    return excess.isTooMuch() && switch (isAlone ? anyway.find() : RefusedAnyway.Finding.LOWER) {
      case LOWER -> {
        limit = Math.max(least, Math.min(limit, taken(used, proven)));
        anyway.lowered();
        lower(belowLimit(), now);
        yield true;
      }
      case TRY_FAR_LOWER -> {
        limit = Math.max(least, Math.min(limit, rate * (1 - anyway.part())));
        anyway.lowered();
        lower(limit * FAR_LOWER, now);
        yield true;
      }
      case ASK_ON -> false;
      case ANYWAY -> {
        excess.bear(anyway.found());
        limit = Double.POSITIVE_INFINITY;
        changedAt = now;
        yield false;
      }
    };
  }

  /// How much the endpoint takes of a rate of which it refuses too much.
  private double taken(double used, double proven) {
    double part = Math.min(MOST_REFUSED, excess.part());
    double taken = Math.max(rate * (1 - part), Math.min(proven, rate * LESS));
    double lately = Math.max(used, proven);
    return lately < USED * taken ? lately : taken;
  }

  /// The server gave an answer and said that it is near its bound.
  ///
  /// @param used what it was asked per second lately
  void warned(double used, long sentAt, long now) {
    if (sentAt < loweredAt) {
      return;
    }
    double warned = now - warnedAt < WARNED_NANOS ? WARNED_AGAIN : WARNED;
    limit = Math.max(least, Math.min(rate, used) * warned);
    warnedAt = now;
    lower(limit, now);
  }

  private boolean isLimited() {
    return !Double.isInfinite(limit);
  }

  private double belowLimit() {
    return Math.clamp(limit * BELOW, least, most);
  }

  private void lower(double to, long now) {
    rate = Math.clamp(to, least, most);
    probe.cancel();
    changedAt = now;
    loweredAt = now;
    excess.clear();
  }
}
