package io.gapless.simulator.xrpl.limits;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How much of a server one address may have.
public sealed interface LoadLimit {
  /// A guard that starts counting now.
  ///
  /// @param nanoTime the clock
  LoadGuard guard(LongSupplier nanoTime);

  /// As much as it wants.
  record Unlimited() implements LoadLimit {
    @Override
    public LoadGuard guard(LongSupplier nanoTime) {
      return new LoadGuard() {
        @Override
        public Verdict request(String address) {
          return Verdict.SERVE;
        }

        @Override
        public boolean answered(String address, long bytes) {
          return false;
        }
      };
    }
  }

  /// Clio's `dos_guard`: so much until everything is forgotten at the next sweep. What goes beyond
  /// the requests is told to slow down; the answer that goes beyond the bytes is sent with a warning,
  /// and only what comes after it is told to slow down.
  ///
  /// @param requests until the sweep, 1 or more
  /// @param bytes sent until the sweep, 1 or more
  /// @param sweep time between sweeps
  record Clio(int requests, long bytes, Duration sweep) implements LoadLimit {
    /// 20 requests and a million bytes a second.
    public static final Clio DEFAULT = new Clio(20, 1_000_000, Duration.ofSeconds(1));

    public Clio {
      if (requests < 1) {
        throw new IllegalArgumentException("requests < 1: " + requests);
      }
      if (bytes < 1) {
        throw new IllegalArgumentException("bytes < 1: " + bytes);
      }
      if (sweep.toMillis() < 1) {
        throw new IllegalArgumentException("sweep < 1 ms: " + sweep);
      }
    }

    @Override
    public LoadGuard guard(LongSupplier nanoTime) {
      return new ClioGuard(this, nanoTime);
    }
  }

  /// rippled's resource manager: each request costs, balances fade over half a minute, a high one is
  /// warned and a very high one is disconnected.
  ///
  /// @param cost of a request, 1 or more
  /// @param warnAt balance from which answers carry `warning: load`
  /// @param dropAt balance from which the connection is closed, more than `warnAt`
  /// @param windowSeconds over which a balance fades
  record Rippled(int cost, int warnAt, int dropAt, int windowSeconds) implements LoadLimit {
    /// Some 250 requests a second are warned, some 1,250 dropped, or 40,000 at once.
    public static final Rippled DEFAULT = new Rippled(20, 5_000, 25_000, 32);

    public Rippled {
      if (cost < 1) {
        throw new IllegalArgumentException("cost < 1: " + cost);
      }
      if (warnAt < 1 || dropAt <= warnAt) {
        throw new IllegalArgumentException(
            "not 0 < warnAt < dropAt: " + warnAt + ", " + dropAt);
      }
      if (windowSeconds < 1) {
        throw new IllegalArgumentException("windowSeconds < 1: " + windowSeconds);
      }
    }

    /// The same for a short test: every request costs `factor` times as much.
    public Rippled scaled(int factor) {
      return new Rippled(Math.multiplyExact(cost, factor), warnAt, dropAt, windowSeconds);
    }

    @Override
    public LoadGuard guard(LongSupplier nanoTime) {
      return new RippledGuard(this, nanoTime);
    }
  }
}
