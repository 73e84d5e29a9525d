package io.gapless.chains.endpoint;

/// How many requests at once an endpoint takes: one more for each round that filled the limit and
/// went well, a third less when the endpoint says that it is too much. Not for several threads.
final class InFlightLimit {

  private static final double DECREASE = 0.7;

  private final int max;
  private double limit;
  private int inFlight;
  private long loweredAt = Long.MIN_VALUE;

  InFlightLimit(int first, int max) {
    this.max = max;
    limit = first;
  }

  int inFlight() {
    return inFlight;
  }

  int limit() {
    return (int) limit;
  }

  boolean isFull() {
    return inFlight >= limit();
  }

  void sent() {
    inFlight++;
  }

  void returned() {
    inFlight--;
  }

  /// Called before [#returned()], so that a full limit is seen.
  void succeeded() {
    if (isFull()) {
      limit = Math.min(max, limit + 1 / limit);
    }
  }

  void overloaded(long sentAt, long now) {
    if (sentAt >= loweredAt) {
      limit = Math.max(1, limit * DECREASE);
      loweredAt = now;
    }
  }
}
