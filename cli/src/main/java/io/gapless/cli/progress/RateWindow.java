package io.gapless.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// How fast a count grows, over a sliding window of time.
///
/// Not safe for several threads.
public final class RateWindow {

  private final Duration window;
  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(Instant at, long count) {}

  /// @param window that is looked back
  public RateWindow(Duration window) {
    this.window = window;
  }

  /// Takes a count; a count below the last one (a job judged anew) begins a new window.
  public void add(Instant at, long count) {
    var newest = samples.peekLast();
    if (newest != null && count < newest.count()) {
      samples.clear();
    }
    samples.addLast(new Sample(at, count));
    forget(at);
  }

  /// Growth a second until `now`; empty where less than a second is known. A count that stands still
  /// lets the rate sink.
  public OptionalDouble perSecond(Instant now) {
    forget(now);
    var oldest = samples.peekFirst();
    var newest = samples.peekLast();
    if (oldest == null || newest == null || samples.size() < 2) {
      return OptionalDouble.empty();
    }
    double seconds = Duration.between(oldest.at(), now).toMillis() / 1000.0;
    return seconds < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of((newest.count() - oldest.count()) / seconds);
  }

  /// Keeps one sample from before the window, so that it is spanned as a whole.
  private void forget(Instant now) {
    var start = now.minus(window);
    while (samples.size() > 1) {
      var oldest = samples.removeFirst();
      var next = samples.getFirst();
      if (next.at().isAfter(start)) {
        samples.addFirst(oldest);
        return;
      }
    }
  }
}
