package io.gapless.chains.endpoint;

/// How many calls per second this process may send to an endpoint. All times are nanoseconds of one
/// monotonic clock. Not for several threads.
///
/// Where several processes ask the endpoint, what it takes is for all of them, and one keeps it: what
/// that one tells, the others follow with their shares, and only step back for a while where too
/// much of theirs is refused. What it tries beyond what it told, it asks alone. The others hear of a
/// change late, so it lowers the rate again only once they have heard.
final class RateLimit {

  private static final long STEP_NANOS = 1_000_000_000L;
  /// The others have heard of a lower rate where they follow at most this much more.
  private static final double HEARD = 1.01;
  /// So long after they met, processes may still find out what they use together.
  private static final long MEETING_NANOS = 15_000_000_000L;
  private static final double FARTHEST_BACK = 0.05;
  private static final double RETURN = 1.05;
  /// All is in use where the processes together use so much of it.
  private static final double IN_USE = 0.97;
  /// Some endpoints throttle whatever the rate is; a slower pace would not help, only take longer.
  private static final double SLOWEST = 2;

  private final RecentRate accepted = new RecentRate();
  private final RecentRate throttled = new RecentRate();
  private final Pace pace;
  private final LearnedRate learned;
  private boolean isUsedUp;

  private double share = 1;
  private boolean keeper = true;
  /// What the others have heard.
  private double followed;
  private double othersUsed;
  private double othersThrottled;
  private long heardAt;
  private long metAt = Long.MIN_VALUE / 2;

  private final Excess excess = new Excess();
  private double back = 1;
  private long backAt;

  RateLimit(double first, double max, long now) {
    learned = new LearnedRate(first, Math.min(SLOWEST, max), max, now);
    pace = new Pace(now);
    followed = first;
  }

  /// Calls per second of this process now.
  double rate() {
    double common = Math.min(learned.rate(), followed);
    double mine = keeper ? share * common + learned.rate() - common : share * followed;
    return Math.max(SLOWEST, mine * back);
  }

  /// Calls per second of all processes that ask the endpoint, for the others to follow.
  double told() {
    return learned.settled();
  }

  /// Whether this process finds out what the endpoint takes.
  boolean keeps() {
    return keeper;
  }

  /// The learned limit of all processes in calls per second, infinite where none was met.
  double limit() {
    return learned.limit();
  }

  /// Calls per second of this process that were accepted lately.
  double used(long now) {
    return accepted.perSecond(now);
  }

  /// Requests per second of this process that were throttled lately.
  double throttled(long now) {
    return throttled.perSecond(now);
  }

  /// Takes this process's part.
  void share(FleetShares.Share part, long now) {
    if (share == 1 && part.part() < 1) {
      metAt = now;
    }
    if (keeper && part.part() < 1) {
      double seconds = Math.min(1, (now - heardAt) / 1e9);
      learned.others(othersUsed * seconds, othersThrottled * seconds, usedByAll(now),
          accepted.inLastSecond(now), now);
    }
    heardAt = now;
    share = part.part();
    learned.isAlone(share == 1);
    othersUsed = part.othersUsed();
    othersThrottled = part.othersThrottled();
    double heard = part.rate().orElse(told());
    if (heard < followed) {
      back = 1;
    }
    followed = heard;
    if (!part.keeper() || !keeper) {
      learned.follow(followed, part.limit().orElse(learned.limit()), now);
    } else if (now - metAt < MEETING_NANOS && usedByAll(now) > learned.rate()) {
      // What each found out beside the others is its own part only.
      learned.follow(usedByAll(now), usedByAll(now), now);
    }
    keeper = part.keeper();
  }

  /// How long until a request may be sent, 0 for now.
  long waitNanos(long now) {
    long wait = pace.waitNanos(rate(), now);
    isUsedUp |= wait > 0;
    return wait;
  }

  void sent(int calls, long now) {
    pace.sent(calls, rate(), now);
  }

  void succeeded(int calls, long now) {
    accepted.add(calls, now);
    excess.accepted();
    if (back < 1 && now - backAt >= STEP_NANOS) {
      back = Math.min(1, back * RETURN);
      backAt = now;
    }
    boolean isInUse = Double.isInfinite(learned.limit())
        || used(now) + othersUsed >= IN_USE * told();
    if (keeper && learned.accepted(isUsedUp && isInUse, now)) {
      isUsedUp = false;
    }
  }

  /// A request was throttled.
  void throttled(long sentAt, long now) {
    throttled.add(1, now);
    if (keeper && (share == 1 || followed <= told() * HEARD)) {
      learned.refused(usedByAll(now), accepted.inLastSecond(now), sentAt, now);
    } else if (sentAt >= backAt) {
      excess.refused();
      if (excess.isTooMuch()) {
        back = Math.max(FARTHEST_BACK, back * (1 - Math.min(0.5, excess.part())));
        backAt = now;
        excess.clear();
      }
    }
  }

  private double usedByAll(long now) {
    double mine = accepted.perSecond(now);
    return othersUsed
        + (Double.isInfinite(limit()) ? Math.max(mine, accepted.inLastSecond(now)) : mine);
  }

  /// The server gave an answer and said that it is near its bound.
  void warned(long sentAt, long now) {
    if (keeper) {
      learned.warned(accepted.inLastSecond(now), sentAt, now);
    }
  }
}
