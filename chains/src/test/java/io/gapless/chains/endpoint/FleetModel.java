package io.gapless.chains.endpoint;

import io.gapless.chains.endpoint.Refusal.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Random;

/// Processes at one node, in virtual time: each has a governor and so many requests to send at any
/// time, and hears every five seconds, a moment late, what the others demand.
final class FleetModel {

  static final long SECOND = 1_000_000_000L;
  private static final Duration LATENCY = Duration.ofMillis(80);
  private static final long BEAT = 5 * SECOND;
  private static final long DELAY = 300_000_000L;

  private record Event(long at, Runnable what) {}

  private final Allowance node;
  private final int calls;
  private final Map<String, Member> processes = new HashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at));
  private final Map<String, FleetShares.Report> reports = new HashMap<>();
  private final Random random;
  private long now;
  private long accepted;
  private long throttled;

  /// @param calls how many calls each request holds
  FleetModel(Allowance node, int calls, long seed) {
    this.node = node;
    this.calls = calls;
    random = new Random(seed);
  }

  void add(String name, int wanted, long start) {
    add(name, wanted, start, 0);
  }

  /// @param resting which part of its requests are followed by a rest of some hundred milliseconds,
  ///     as where rows are written
  void add(String name, int wanted, long start, double resting) {
    events.add(new Event(start, () -> {
      var process = new Member(name, wanted, resting, instant());
      processes.put(name, process);
      beat(process);
      process.wake();
    }));
  }

  void kill(String name) {
    Objects.requireNonNull(processes.remove(name)).dead = true;
  }

  void demand(String name, int wanted) {
    Objects.requireNonNull(processes.get(name)).wanted = wanted;
  }

  void until(long end) {
    while (events.element().at <= end) {
      var event = events.remove();
      now = event.at;
      event.what.run();
    }
    now = end;
  }

  Counts counts() {
    return new Counts(accepted, throttled);
  }

  /// What the process that learns the limit tells the others.
  double told() {
    return processes.values().stream().filter(process -> process.governor.keepsRate())
        .mapToDouble(process -> process.governor.fleetRate()).findFirst().orElse(0);
  }

  private Instant instant() {
    return Instant.EPOCH.plusNanos(now);
  }

  private void beat(Member process) {
    if (process.dead) {
      return;
    }
    var report = process.report();
    events.add(new Event(now + DELAY, () -> reports.put(report.process(), report)));
    processes.values().forEach(member -> events.add(
        new Event(now + DELAY + random.nextInt(500_000_000), member::hear)));
    events.add(new Event(now + BEAT, () -> beat(process)));
  }

  record Counts(long accepted, long throttled) {
    long sent() {
      return accepted + throttled;
    }

    Counts minus(Counts earlier) {
      return new Counts(accepted - earlier.accepted, throttled - earlier.throttled);
    }
  }

  private final class Member {
    private final String name;
    private final double resting;
    private final Instant started;
    private final Governor governor;
    private int wanted;
    private int busy;
    private boolean dead;
    private long wakeAt = Long.MAX_VALUE;

    Member(String name, int wanted, double resting, Instant started) {
      this.name = name;
      this.wanted = wanted;
      this.resting = resting;
      this.started = started;
      governor = new Governor(GovernorSettings.DEFAULT, now);
    }

    FleetShares.Report report() {
      double limit = governor.limit();
      double used = governor.used(now);
      return new FleetShares.Report(name, started, instant(), used,
          used + Math.max(0, wanted - busy), governor.fleetRate(),
          Double.isInfinite(limit) ? OptionalDouble.empty() : OptionalDouble.of(limit),
          governor.keepsRate(), governor.throttled(now));
    }

    void hear() {
      governor.share(FleetShares.of(name, List.copyOf(reports.values()), instant()), now);
      wake();
    }

    void wake() {
      while (!dead && busy < wanted) {
        long wait = governor.waitNanos(now);
        if (wait > 0) {
          sleep(wait);
          return;
        }
        send();
      }
    }

    /// Threads wake up to a millisecond late, and sometimes much later.
    private void sleep(long wait) {
      long late = random.nextInt(100) == 0 ? random.nextInt(30_000_000) : random.nextInt(1_000_000);
      long at = wait == Long.MAX_VALUE ? wait : now + wait + late;
      if (at != Long.MAX_VALUE && (at < wakeAt || wakeAt <= now)) {
        wakeAt = at;
        events.add(new Event(at, this::wake));
      }
    }

    private void send() {
      governor.sent(1, now);
      governor.charge(calls - 1, now);
      busy++;
      long sentAt = now;
      // On the way it takes a while, and arrives then.
      events.add(new Event(now + random.nextInt(10_000_000), () -> arrive(sentAt)));
    }

    private void arrive(long sentAt) {
      boolean admitted = node.admits(calls, now);
      long nanos = admitted ? LATENCY.toNanos() : LATENCY.toNanos() / 4;
      events.add(new Event(now + nanos * (100 + random.nextInt(33)) / 100,
          () -> answer(sentAt, admitted)));
    }

    private void answer(long sentAt, boolean admitted) {
      if (admitted) {
        accepted += calls;
        governor.succeeded(calls, sentAt, now);
      } else {
        throttled += calls;
        governor.refused(
            new Refusal.Throttled(Optional.empty(), Said.of("429")), calls, sentAt, now);
      }
      if (random.nextDouble() < resting) {
        events.add(new Event(now + random.nextInt(1_000_000_000), () -> {
          busy--;
          wake();
        }));
      } else {
        busy--;
      }
      wake();
    }
  }
}
