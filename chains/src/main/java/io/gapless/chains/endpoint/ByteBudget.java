package io.gapless.chains.endpoint;

import org.jspecify.annotations.Nullable;

/// How many bytes per second may be asked of an endpoint: any number until it shows that it limits
/// them. What an answer will hold is known only when it has come, so requests under way count as
/// the average of those before. All times are nanoseconds of one monotonic clock. Not for several
/// threads.
final class ByteBudget {

  private static final double SECOND = 1e9;
  private static final double SLACK_SECONDS = 0.02;
  private static final double WEIGHT = 0.1;
  private static final double LEAST = 10_000;
  private static final double MOST = 1e10;
  /// Refusals so soon after the bytes were spent are because of that: budgets are of a second.
  private static final long SPENT_NANOS = 1_200_000_000L;

  private final RecentRate received = new RecentRate();
  private @Nullable LearnedRate learned;
  private double average;
  private int underWay;
  private double saved;
  private long filledAt;
  private boolean isUsedUp;
  private long spentAt = Long.MIN_VALUE / 2;

  /// How long until a request may be sent, 0 for now.
  long waitNanos(long now) {
    if (learned == null) {
      return 0;
    }
    fill(learned, now);
    double lacking = underWay * average - saved;
    if (lacking <= 0) {
      return 0;
    }
    isUsedUp = true;
    return Math.max(1, (long) Math.ceil(lacking / learned.rate() * SECOND));
  }

  void sent() {
    underWay++;
  }

  void returned() {
    underWay--;
  }

  /// An answer came, while its request is still under way.
  void received(double bytes, Load load, long now) {
    if (bytes > 0) {
      average += (bytes - average) * (average == 0 ? 1 : WEIGHT);
      received.add(bytes, now);
    }
    if (load == Load.BYTES_SPENT) {
      spentAt = now;
      if (learned == null) {
        double taken = Math.max(LEAST, lately(now));
        learned = new LearnedRate(taken, LEAST, MOST, now);
        learned.follow(taken, taken, now);
        filledAt = now;
      }
    }
    if (learned == null) {
      return;
    }
    fill(learned, now);
    saved -= bytes;
    if (learned.accepted(isUsedUp, now)) {
      isUsedUp = false;
    }
  }

  /// Whether a request was refused because of bytes rather than of the number of requests.
  boolean refused(long sentAt, long now) {
    if (learned == null || now - spentAt > SPENT_NANOS) {
      return false;
    }
    if (learned.refused(lately(now), 0, sentAt, now)) {
      isUsedUp = false;
    }
    return true;
  }

  /// Bytes per second that may be asked for, infinite where they are not limited.
  double rate() {
    return learned == null ? Double.POSITIVE_INFINITY : learned.rate();
  }

  private double lately(long now) {
    return Math.max(received.since(now, now), received.perSecond(now));
  }

  private void fill(LearnedRate rate, long now) {
    double most = rate.rate() * SLACK_SECONDS + underWay * average;
    saved = Math.min(most, saved + (now - filledAt) / SECOND * rate.rate());
    filledAt = now;
  }
}
