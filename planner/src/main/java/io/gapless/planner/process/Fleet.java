package io.gapless.planner.process;

import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which chains live fetchers serve, by their heartbeats. Safe for many threads.
public final class Fleet {

  /// A fetcher that was not heard for longer is taken for dead.
  public static final Duration MAX_AGE = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Map<String, Heartbeat> fetchers = new HashMap<>();

  /// @param clock that signs of life are dated by
  public Fleet(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes in a sign of life of any worker.
  public synchronized void heard(Heartbeat heartbeat) {
    if (heartbeat.getRole().equals("fetcher")) {
      fetchers.put(heartbeat.getWorkerId(), heartbeat);
      notifyAll();
    }
  }

  /// Chains that live fetchers have endpoints for, in order.
  synchronized Set<String> chains() {
    Instant oldest = clock.instant().minus(MAX_AGE);
    var served = new TreeSet<String>();
    for (Heartbeat fetcher : fetchers.values()) {
      if (fetcher.getState() == WorkerState.RUNNING && !fetcher.getUpdatedAt().isBefore(oldest)) {
        served.addAll(fetcher.getChains());
      }
    }
    return served;
  }

  /// Waits until a live fetcher serves the chain.
  ///
  /// @return whether one did within the time
  synchronized boolean awaitServing(String chain, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!chains().contains(chain)) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
