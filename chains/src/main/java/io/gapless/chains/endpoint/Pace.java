package io.gapless.chains.endpoint;

/// Sends calls evenly, at a rate that may change at any time. All times are nanoseconds of one
/// monotonic clock. Not for several threads.
final class Pace {

  private static final double SECOND = 1e9;
  /// Unused time that may be made up for: sleeping threads wake late.
  private static final double SLACK_SECONDS = 0.05;

  private double tokens = 1;
  private long filledAt;

  Pace(long now) {
    filledAt = now;
  }

  /// How long until a request may be sent, 0 for now. One of several calls is paid off after.
  long waitNanos(double perSecond, long now) {
    fill(perSecond, now);
    return tokens >= 1 ? 0 : Math.max(1, (long) Math.ceil((1 - tokens) / perSecond * SECOND));
  }

  void sent(int calls, double perSecond, long now) {
    fill(perSecond, now);
    tokens -= calls;
  }

  private void fill(double perSecond, long now) {
    double most = 1 + perSecond * SLACK_SECONDS;
    tokens = Math.min(most, tokens + (now - filledAt) / SECOND * perSecond);
    filledAt = now;
  }
}
