package io.gapless.chains.endpoint;

import java.util.ArrayDeque;
import java.util.Deque;

/// A node's limit in virtual time: whether a request at this time is let in.
interface Allowance {

  boolean admits(long now);

  /// So many requests per second, and `burst` saved up at most.
  static Allowance bucket(double rate, double burst) {
    return new Allowance() {
      private double tokens = burst;
      private long at;

      @Override
      public boolean admits(long now) {
        tokens = Math.min(burst, tokens + (now - at) / 1e9 * rate);
        at = now;
        if (tokens < 1) {
          return false;
        }
        tokens--;
        return true;
      }
    };
  }

  /// So many requests in each second of the clock.
  static Allowance windows(int perSecond) {
    return new Allowance() {
      private long window = -1;
      private int used;

      @Override
      public boolean admits(long now) {
        if (now / 1_000_000_000L != window) {
          window = now / 1_000_000_000L;
          used = 0;
        }
        return used++ < perSecond;
      }
    };
  }

  /// So many requests in any second.
  static Allowance sliding(int perSecond) {
    return new Allowance() {
      private final Deque<Long> admitted = new ArrayDeque<>();

      @Override
      public boolean admits(long now) {
        while (!admitted.isEmpty() && now - admitted.element() >= 1_000_000_000L) {
          admitted.remove();
        }
        return admitted.size() < perSecond && admitted.add(now);
      }
    };
  }
}
