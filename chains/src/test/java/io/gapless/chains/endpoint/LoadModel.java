package io.gapless.chains.endpoint;

import io.gapless.chains.ResourceTable;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.xrpl.XrplClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongSupplier;

/// One process at one XRPL server, in virtual time: always another request to send, answers of
/// various sizes.
final class LoadModel {

  static final long SECOND = 1_000_000_000L;
  /// How long such a server is left alone, by the table of XRPL's errors.
  private static final Duration SLOW_DOWN =
      ResourceTable.rows(XrplClient.class, "errors.tsv", 4).stream()
          .filter(row -> row.getFirst().equals("slowDown"))
          .map(row -> Duration.ofMillis(Long.parseLong(row.get(3)))).findFirst().orElseThrow();

  private record Event(long at, Runnable what) {}

  /// How a server takes a request, and what it says in its answer.
  interface Server {
    /// Whether it lets in a request that arrives now.
    boolean admits(long now);

    /// What it says in an answer of so many bytes that leaves now.
    Load answers(long bytes, long now);
  }

  private final Server server;
  private final long latencyNanos;
  private final LongSupplier sizes;
  private final Governor governor = new Governor(GovernorSettings.DEFAULT, 0);
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at));
  private final Random random = new Random(7);
  private long now;
  private Counts counts = new Counts(0, 0, 0, 0);

  /// @param warned answers that came with a word of load
  record Counts(long accepted, long throttled, long bytes, long warned) {
    Counts minus(Counts earlier) {
      return new Counts(accepted - earlier.accepted, throttled - earlier.throttled,
          bytes - earlier.bytes, warned - earlier.warned);
    }
  }

  LoadModel(Server server, Duration latency, LongSupplier sizes) {
    this.server = server;
    this.latencyNanos = latency.toNanos();
    this.sizes = sizes;
  }

  Counts counts() {
    return counts;
  }

  void until(long end) {
    while (now < end) {
      long wait = governor.waitNanos(now);
      if (wait == 0) {
        send();
        continue;
      }
      long wakeAt = wait == Long.MAX_VALUE ? wait : now + wait + random.nextInt(1_000_000);
      now = Math.min(wakeAt, events.isEmpty() ? Long.MAX_VALUE : events.element().at);
      while (!events.isEmpty() && events.element().at <= now) {
        events.remove().what.run();
      }
    }
  }

  private void send() {
    long sentAt = now;
    governor.sent(1, now);
    after(latencyNanos / 4, () -> arrive(sentAt));
  }

  private void after(long nanos, Runnable what) {
    events.add(new Event(now + nanos * (100 + random.nextInt(33)) / 100, what));
  }

  private void arrive(long sentAt) {
    if (server.admits(now)) {
      long bytes = sizes.getAsLong();
      after(latencyNanos / 2, () -> {
        Load load = server.answers(bytes, now);
        after(latencyNanos / 4, () -> accept(bytes, load, sentAt));
      });
    } else {
      after(latencyNanos / 4, () -> refuse(sentAt));
    }
  }

  private void accept(long bytes, Load load, long sentAt) {
    counts = new Counts(counts.accepted + 1, counts.throttled, counts.bytes + bytes,
        counts.warned + (load == Load.NORMAL ? 0 : 1));
    governor.received(bytes, load, sentAt, now);
    governor.succeeded(1, sentAt, now);
  }

  private void refuse(long sentAt) {
    counts = new Counts(counts.accepted, counts.throttled + 1, counts.bytes, counts.warned);
    governor.received(100, Load.NORMAL, sentAt, now);
    governor.refused(new Refusal.Throttled(Optional.of(SLOW_DOWN), Said.of("slowDown")), 1, sentAt,
        now);
  }

  /// [Clio's guard](https://github.com/XRPLF/clio/blob/develop/src/web/dosguard/DOSGuard.hpp): so
  /// many requests and bytes until the next sweep, each second. Refused requests count, too.
  static final class Clio implements Server {
    private final int maxRequests;
    private final long maxBytes;
    private long sweep = -1;
    private int requests;
    private long bytes;

    Clio(int maxRequests, long maxBytes) {
      this.maxRequests = maxRequests;
      this.maxBytes = maxBytes;
    }

    private void sweep(long now) {
      if (now / SECOND != sweep) {
        sweep = now / SECOND;
        requests = 0;
        bytes = 0;
      }
    }

    @Override
    public boolean admits(long now) {
      sweep(now);
      requests++;
      return requests <= maxRequests && bytes <= maxBytes;
    }

    @Override
    public Load answers(long size, long now) {
      sweep(now);
      bytes += size;
      return bytes > maxBytes ? Load.BYTES_SPENT : Load.NORMAL;
    }
  }

  /// rippled's balance: 20 a request, a thirty-second of it lost each second; warns from 5000 on,
  /// disconnects from 25000 on.
  static final class Rippled implements Server {
    private final Deque<Long> disconnects = new ArrayDeque<>();
    private double sum;
    private long at;

    private double balance(long now) {
      sum *= Math.exp(-(now - at) / (32.0 * SECOND));
      at = now;
      return sum / 32;
    }

    @Override
    public boolean admits(long now) {
      double balance = balance(now);
      sum += 20;
      if (balance >= 25_000) {
        disconnects.add(now);
      }
      return true;
    }

    @Override
    public Load answers(long bytes, long now) {
      return balance(now) >= 5_000 ? Load.NEAR_BOUND : Load.NORMAL;
    }

    int disconnects() {
      return disconnects.size();
    }
  }
}
