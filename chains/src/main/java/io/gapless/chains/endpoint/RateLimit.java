package io.gapless.chains.endpoint;

/// How many requests per second an endpoint takes, as learned from its throttling, and the even
/// pacing of requests at that rate. All times are nanoseconds of one monotonic clock. Not for
/// several threads.
///
/// The rate doubles until the first throttled answer. An endpoint that throttles accepts just as much
/// as it allows, so what it accepted then is its limit, and the rate goes a little below. From there
/// on it creeps towards the limit, and beyond it only in probes, each failed one followed by a
/// longer wait; a failed probe falls back to the rate that had held before.
final class RateLimit {

  private static final double SECOND = 1e9;
  /// Unused time that may be made up for: sleeping threads wake late.
  private static final double SLACK_SECONDS = 0.05;
  private static final long DOUBLING_NANOS = 500_000_000L;
  private static final long STEP_NANOS = 1_000_000_000L;
  private static final double STEP = 1.01;
  /// How far below the limit to stay.
  private static final double BELOW = 0.985;
  private static final long HELD_NANOS = 5_000_000_000L;
  private static final long FIRST_PROBE_NANOS = 30_000_000_000L;
  private static final long LAST_PROBE_NANOS = 600_000_000_000L;
  private static final double SLOWEST = 0.2;

  private final double max;
  private final AcceptedRate accepted = new AcceptedRate();

  private double rate;
  private double tokens = 1;
  private long filledAt;
  private boolean exhausted;
  private long changedAt;
  private long loweredAt = Long.MIN_VALUE;
  private double limit = Double.POSITIVE_INFINITY;
  private double held;
  private boolean probing;
  private long probeAfter = FIRST_PROBE_NANOS;

  RateLimit(double first, double max, long now) {
    this.max = max;
    rate = first;
    filledAt = now;
    changedAt = now;
  }

  /// Requests per second now.
  double rate() {
    return rate;
  }

  /// The learned limit in requests per second, infinite where none was met.
  double limit() {
    return limit;
  }

  /// How long until a request may be sent, 0 for now.
  long waitNanos(long now) {
    fill(now);
    if (tokens >= 1) {
      return 0;
    }
    exhausted = true;
    return Math.max(1, (long) Math.ceil((1 - tokens) / rate * SECOND));
  }

  void sent(long now) {
    fill(now);
    tokens -= 1;
  }

  void succeeded(long now) {
    accepted.add(now);
    if (!exhausted) {
      return;
    }
    if (Double.isInfinite(limit)) {
      raiseAfter(DOUBLING_NANOS, now, 2, max);
    } else {
      creep(now);
    }
  }

  /// A request was throttled. Those sent before the rate was last lowered tell nothing new.
  void throttled(long sentAt, long now) {
    if (sentAt < loweredAt) {
      return;
    }
    double taken = Math.min(rate, accepted.perSecond(now));
    boolean heldBefore = held > 0 && held < rate && held > 0.7 * rate;
    if (probing && heldBefore) {
      limit = Math.max(held, Math.min(rate, taken));
      rate = held;
    } else {
      limit = Math.max(taken, rate / 2);
      rate = limit * (held > 0 && rate <= held ? 0.95 : BELOW);
    }
    if (probing) {
      probeAfter = Math.min(LAST_PROBE_NANOS, probeAfter * 2);
    }
    probing = false;
    held = Math.min(held, rate);
    rate = Math.max(SLOWEST, rate);
    tokens = Math.min(tokens, 0);
    changedAt = now;
    loweredAt = now;
    exhausted = false;
  }

  private void creep(long now) {
    if (now - changedAt >= HELD_NANOS && !probing) {
      held = rate;
    }
    double top = limit * BELOW;
    if (rate < top) {
      raiseAfter(STEP_NANOS, now, STEP, top);
    } else if (probing || now - loweredAt >= probeAfter) {
      probing = true;
      raiseAfter(STEP_NANOS, now, STEP, max);
      limit = Math.max(limit, rate);
    }
  }

  private void raiseAfter(long nanos, long now, double factor, double top) {
    if (now - changedAt < nanos) {
      return;
    }
    rate = Math.min(Math.min(max, top), rate * factor);
    changedAt = now;
    exhausted = false;
  }

  private void fill(long now) {
    double most = 1 + rate * SLACK_SECONDS;
    tokens = Math.min(most, tokens + (now - filledAt) / SECOND * rate);
    filledAt = now;
  }
}
