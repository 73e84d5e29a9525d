package io.gapless.chains.endpoint;

/// How many calls per second an endpoint takes, as learned from its throttling, and the even pacing
/// of this process's share of them. All times are nanoseconds of one monotonic clock. Not for
/// several threads.
///
/// The rate doubles until the first throttled answer. An endpoint that throttles accepts just as much
/// as it allows, so what it accepted then is its limit, and the rate goes a little below. From there
/// on it creeps towards the limit, and beyond it only in probes, each failed one followed by a
/// longer wait; a failed probe falls back to the rate that had held before.
///
/// Where several processes ask the endpoint, rate and limit are those of all of them, and one keeps
/// them: what it tells, the others follow with their shares, and only step back for a moment where
/// they are throttled. What it tries beyond what it told, it asks alone. The others hear of a change
/// late, so it lowers the rate again only once they have heard.
final class RateLimit {

  private static final double SECOND = 1e9;
  /// Unused time that may be made up for: sleeping threads wake late.
  private static final double SLACK_SECONDS = 0.05;
  private static final long DOUBLING_NANOS = 500_000_000L;
  private static final long STEP_NANOS = 1_000_000_000L;
  private static final double STEP = 0.01;
  /// What several find out of a limit together may be far below it, so steps of a probe that goes
  /// well get longer there.
  private static final double STRIDE = 1.3;
  private static final double LONGEST_STEP = 0.02;
  /// How far below the limit to stay.
  private static final double BELOW = 0.985;
  /// From farther below the limit there is no need to creep.
  private static final double FAR_BELOW = 0.8;
  private static final long HELD_NANOS = 5_000_000_000L;
  private static final long FIRST_PROBE_NANOS = 30_000_000_000L;
  private static final long LAST_PROBE_NANOS = 600_000_000_000L;
  /// A probe that went on for so long has found more.
  private static final long FOUND_NANOS = 10_000_000_000L;
  /// Several that keep their pace meet by chance: one throttled answer in so long tells nothing.
  private static final long CHANCE_NANOS = 10_000_000_000L;
  /// The others have heard of a lower rate where they follow at most this much more.
  private static final double HEARD = 1.02;
  private static final double STEP_BACK = 0.8;
  private static final double FARTHEST_BACK = 0.05;
  /// Some endpoints throttle whatever the rate is; a slower pace would not help, only take longer.
  private static final double SLOWEST = 2;

  private final double max;
  private final AcceptedRate accepted = new AcceptedRate();
  private final AcceptedRate refused = new AcceptedRate();

  private double rate;
  private double tokens = 1;
  private long filledAt;
  private boolean exhausted;
  private long changedAt;
  private long loweredAt = Long.MIN_VALUE;
  private double limit = Double.POSITIVE_INFINITY;
  private double held;
  private boolean probing;
  private double step = STEP;
  private long probeAfter = FIRST_PROBE_NANOS;

  private double share = 1;
  private boolean keeper = true;
  /// What is told to the others.
  private double told;
  private long toldAt;
  /// What the others have heard.
  private double followed;
  private long chanceAt = Long.MIN_VALUE / 2;
  private double back = 1;
  private long backAt;

  RateLimit(double first, double max, long now) {
    this.max = max;
    rate = first;
    told = first;
    followed = first;
    filledAt = now;
    changedAt = now;
  }

  /// Calls per second of this process now.
  double rate() {
    double common = Math.min(rate, followed);
    double mine = keeper ? share * common + rate - common : share * followed;
    return Math.max(SLOWEST, mine * back);
  }

  /// Calls per second of all processes that ask the endpoint, for the others to follow.
  double told() {
    return told;
  }

  /// Whether this process finds out what the endpoint takes.
  boolean keeps() {
    return keeper;
  }

  /// The learned limit of all processes in calls per second, infinite where none was met.
  double limit() {
    return limit;
  }

  /// Calls per second of this process that were accepted lately.
  double used(long now) {
    return accepted.perSecond(now);
  }

  /// Takes this process's part.
  void share(FleetShares.Share part, long now) {
    boolean isAlone = part.part() == 1;
    share = part.part();
    followed = part.rate().orElse(followed);
    boolean takesOver = part.keeper() && !keeper;
    if (!part.keeper() || takesOver) {
      limit = part.limit().orElse(limit);
      rate = Math.min(max, followed);
      told = rate;
      held = rate;
      probing = false;
    }
    if (takesOver) {
      loweredAt = now;
      changedAt = now;
    }
    if (isAlone) {
      followed = told;
    }
    keeper = part.keeper();
  }

  /// How long until a request may be sent, 0 for now. One of several calls is paid off after.
  long waitNanos(long now) {
    fill(now);
    if (tokens >= 1) {
      return 0;
    }
    exhausted = true;
    return Math.max(1, (long) Math.ceil((1 - tokens) / rate() * SECOND));
  }

  void sent(int calls, long now) {
    fill(now);
    tokens -= calls;
  }

  void succeeded(int calls, long now) {
    accepted.add(calls, now);
    if (now - backAt >= STEP_NANOS) {
      back = Math.min(1, back / STEP_BACK);
      backAt = now;
    }
    if (!keeper || !exhausted) {
      return;
    }
    if (Double.isInfinite(limit)) {
      raiseAfter(DOUBLING_NANOS, now, 2, max);
      told = rate;
    } else {
      creep(now);
    }
  }

  /// A request was throttled. Those sent before the rate was last lowered tell nothing new.
  void throttled(int calls, long sentAt, long now) {
    refused.add(calls, now);
    if (sentAt < loweredAt) {
      return;
    }
    tokens = Math.min(tokens, 0);
    if (!keeper || (share < 1 && followed > told * HEARD)) {
      back = Math.max(FARTHEST_BACK, back * STEP_BACK);
      backAt = now;
      loweredAt = now;
    } else if (isChance(now)) {
      chanceAt = now;
    } else {
      lower(now);
    }
  }

  private boolean isSettled() {
    return !probing && held > 0 && rate <= held;
  }

  private boolean isChance(long now) {
    return share < 1 && isSettled() && now - chanceAt > CHANCE_NANOS;
  }

  private void lower(long now) {
    double taken = Math.min(rate, taken(now));
    boolean heldBefore = held > 0 && held < rate && held > 0.7 * rate;
    if (probing && heldBefore) {
      limit = Math.max(held, taken);
      rate = held;
    } else {
      limit = Math.max(taken, rate / 2);
      rate = limit * (isSettled() && share == 1 ? 0.95 : BELOW);
    }
    if (probing) {
      probeAfter = Math.min(LAST_PROBE_NANOS, probeAfter * 2);
    }
    probing = false;
    held = Math.min(held, rate);
    rate = Math.max(SLOWEST, rate);
    told = rate;
    changedAt = now;
    loweredAt = now;
    exhausted = false;
  }

  /// What the endpoint takes of all, where it refuses others as much as this one.
  private double taken(long now) {
    if (share == 1) {
      return accepted.inLastSecond(now);
    }
    boolean isSettled = isSettled();
    double mine = isSettled ? accepted.perSecond(now) : accepted.inLastSecond(now);
    double over = isSettled ? refused.perSecond(now) : refused.inLastSecond(now);
    double others = (1 - share) * followed;
    return mine + others * (probing || mine == 0 ? 1 : mine / (mine + over));
  }

  private void creep(long now) {
    if (now - changedAt >= HELD_NANOS && !probing) {
      held = rate;
    }
    double top = limit * BELOW;
    if (rate < top) {
      raiseAfter(STEP_NANOS, now, Math.max(1 + STEP, FAR_BELOW * top / rate), top);
      told = rate;
    } else if (!probing && now - loweredAt >= (share < 1 ? probeAfter / 2 : probeAfter)) {
      probing = true;
      step = STEP;
      toldAt = now;
    } else if (probing) {
      if (raiseAfter(STEP_NANOS, now, 1 + step, max) && share < 1) {
        step = Math.min(LONGEST_STEP, step * STRIDE);
      }
      if (now - toldAt >= FOUND_NANOS) {
        limit = Math.max(limit, rate);
        told = rate;
        toldAt = now;
      }
    }
  }

  private boolean raiseAfter(long nanos, long now, double factor, double top) {
    if (now - changedAt < nanos) {
      return false;
    }
    rate = Math.min(Math.min(max, top), rate * factor);
    changedAt = now;
    exhausted = false;
    return true;
  }

  private void fill(long now) {
    double pace = rate();
    double most = 1 + pace * SLACK_SECONDS;
    tokens = Math.min(most, tokens + (now - filledAt) / SECOND * pace);
    filledAt = now;
  }
}
