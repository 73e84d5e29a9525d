package io.gapless.chains.endpoint;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/// A node's limit in virtual time: whether a request of so many calls at this time is let in. Like the
/// simulator's, it lets a batch pass whole while a single call would.
interface Allowance {

  boolean admits(int calls, long now);

  /// So many calls per second, and `burst` saved up at most. What a batch holds too much is paid off
  /// after.
  static Allowance bucket(double rate, double burst) {
    return new Allowance() {
      private double tokens = burst;
      private long at;

      @Override
      public boolean admits(int calls, long now) {
        tokens = Math.min(burst, tokens + (now - at) / 1e9 * rate);
        at = now;
        if (tokens < 1) {
          return false;
        }
        tokens -= calls;
        return true;
      }
    };
  }

  /// So many calls in each second of the clock.
  static Allowance windows(int perSecond) {
    return new Allowance() {
      private long window = -1;
      private int used;

      @Override
      public boolean admits(int calls, long now) {
        if (now / 1_000_000_000L != window) {
          window = now / 1_000_000_000L;
          used = 0;
        }
        if (used >= perSecond) {
          return false;
        }
        used += calls;
        return true;
      }
    };
  }

  /// So many calls in any second.
  static Allowance sliding(int perSecond) {
    return new Allowance() {
      private final Deque<Long> admitted = new ArrayDeque<>();

      @Override
      public boolean admits(int calls, long now) {
        while (!admitted.isEmpty() && now - admitted.element() >= 1_000_000_000L) {
          admitted.remove();
        }
        if (admitted.size() >= perSecond) {
          return false;
        }
        admitted.addAll(Collections.nCopies(calls, now));
        return true;
      }
    };
  }
}
