package io.gapless.chains.endpoint;

import static io.gapless.chains.endpoint.Allowance.bucket;
import static io.gapless.chains.endpoint.Allowance.windows;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.endpoint.Refusal.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Several processes at one node, in virtual time: each has a governor, and hears every five seconds
/// what the others demand.
class FleetBudgetTest {

  private static final long SECOND = 1_000_000_000L;

  static Stream<Arguments> nodes() {
    return Stream.of(25, 100).flatMap(rate -> Stream.of(
        Arguments.of("bucket", rate), Arguments.of("large bucket", rate),
        Arguments.of("windows", rate)));
  }

  private static Allowance node(String kind, int rate) {
    return switch (kind) {
      case "bucket" -> bucket(rate, rate);
      case "large bucket" -> bucket(rate, 10.0 * rate);
      case "windows" -> windows(rate);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void oneProcessUsesWhatTheNodeAllows(String kind, int allowed) {
    var fleet = new Fleet(node(kind, allowed));
    fleet.add("a", 16, 0);

    usesTheWholeLimit(fleet, allowed, 30, 330);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void threeThatBeginAtOnceUseItTogether(String kind, int allowed) {
    var fleet = new Fleet(node(kind, allowed));
    fleet.add("a", 16, 0);
    fleet.add("b", 16, 40_000_000);
    fleet.add("c", 16, 90_000_000);

    usesTheWholeLimit(fleet, allowed, 30, 330);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void unevenDemandLeavesNothingUnused(String kind, int allowed) {
    var fleet = new Fleet(node(kind, allowed));
    fleet.add("a", 1, 0);
    fleet.add("b", 24, 2 * SECOND);
    fleet.add("c", 6, 3 * SECOND);

    usesTheWholeLimit(fleet, allowed, 30, 330);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void theOthersTakeOverTheShareOfOneThatDies(String kind, int allowed) {
    var fleet = new Fleet(node(kind, allowed));
    fleet.add("a", 16, 0);
    fleet.add("b", 16, SECOND);
    fleet.add("c", 16, SECOND);
    fleet.until(60 * SECOND);

    fleet.kill("a");
    fleet.until(80 * SECOND);

    usesTheWholeLimit(fleet, allowed, 80, 380);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void whatOneNoLongerNeedsTheOthersUse(String kind, int allowed) {
    var fleet = new Fleet(node(kind, allowed));
    fleet.add("a", 16, 0);
    fleet.add("b", 16, SECOND);
    fleet.until(60 * SECOND);

    fleet.demand("a", 0);
    fleet.until(75 * SECOND);

    usesTheWholeLimit(fleet, allowed, 75, 375);
  }

  private static void usesTheWholeLimit(Fleet fleet, int allowed, int from, int to) {
    fleet.until(from * SECOND);
    var early = fleet.counts();
    fleet.until(to * SECOND);
    var late = fleet.counts().minus(early);

    assertThat(late.accepted() / (double) (to - from)).isGreaterThanOrEqualTo(0.95 * allowed);
    assertThat((double) late.throttled() / late.sent()).isLessThan(0.01);
  }

  /// Memberes that each have so many requests to send at any time.
  private static final class Fleet {

    private static final Duration LATENCY = Duration.ofMillis(80);
    private static final long BEAT = 5 * SECOND;
    private static final long DELAY = 300_000_000L;

    private record Event(long at, Runnable what) {}

    private final Allowance node;
    private final Map<String, Member> processes = new HashMap<>();
    private final PriorityQueue<Event> events =
        new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final Map<String, FleetShares.Report> reports = new HashMap<>();
    private final Random random = new Random(7);
    private long now;
    private long accepted;
    private long throttled;

    Fleet(Allowance node) {
      this.node = node;
    }

    void add(String name, int wanted, long start) {
      events.add(new Event(start, () -> {
        var process = new Member(name, wanted, instant());
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

    GovernorTest.Counts counts() {
      return new GovernorTest.Counts(accepted, throttled);
    }

    private Instant instant() {
      return Instant.EPOCH.plusNanos(now);
    }

    private void beat(Member process) {
      if (process.dead) {
        return;
      }
      var report = process.report();
      events.add(new Event(now + DELAY, () -> {
        reports.put(report.process(), report);
        new ArrayList<>(processes.values()).forEach(Member::hear);
      }));
      events.add(new Event(now + BEAT, () -> beat(process)));
    }

    private final class Member {
      private final String name;
      private final Instant started;
      private final Governor governor;
      private int wanted;
      private int underWay;
      private boolean dead;
      private long wakeAt = Long.MAX_VALUE;

      Member(String name, int wanted, Instant started) {
        this.name = name;
        this.wanted = wanted;
        this.started = started;
        governor = new Governor(GovernorSettings.DEFAULT, now);
      }

      FleetShares.Report report() {
        double limit = governor.limit();
        double used = governor.used(now);
        return new FleetShares.Report(name, started, instant(), used,
            used + Math.max(0, wanted - underWay), governor.fleetRate(),
            Double.isInfinite(limit) ? OptionalDouble.empty() : OptionalDouble.of(limit),
            governor.keepsRate());
      }

      void hear() {
        governor.share(FleetShares.of(name, List.copyOf(reports.values()), instant()), now);
        wake();
      }

      void wake() {
        while (!dead && underWay < wanted) {
          long wait = governor.waitNanos(now);
          if (wait > 0) {
            sleep(wait);
            return;
          }
          send();
        }
      }

      /// Threads wake up to a millisecond late.
      private void sleep(long wait) {
        long at = wait == Long.MAX_VALUE ? wait : now + wait + random.nextInt(1_000_000);
        if (at != Long.MAX_VALUE && (at < wakeAt || wakeAt <= now)) {
          wakeAt = at;
          events.add(new Event(at, this::wake));
        }
      }

      private void send() {
        governor.sent(1, now);
        underWay++;
        long sentAt = now;
        boolean admitted = node.admits(now);
        long nanos = admitted ? LATENCY.toNanos() : LATENCY.toNanos() / 4;
        events.add(new Event(now + nanos * (100 + random.nextInt(33)) / 100, () -> {
          underWay--;
          if (admitted) {
            accepted++;
            governor.succeeded(1, sentAt, now);
          } else {
            throttled++;
            governor.refused(
                new Refusal.Throttled(Optional.empty(), Said.of("429")), 1, sentAt, now);
          }
          wake();
        }));
      }
    }
  }
}
