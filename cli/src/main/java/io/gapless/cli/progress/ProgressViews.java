package io.gapless.cli.progress;

import io.gapless.cli.console.Console;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The view that fits where output goes.
public final class ProgressViews {

  private ProgressViews() {}

  /// One JSON object at the end, a live block on a terminal, or a line now and then in a pipe.
  public static ProgressView of(Console console, boolean json, InstantSource clock) {
    if (json) {
      return new JsonProgress(console);
    }
    return console.terminal().interactive()
        ? new LiveProgress(console, clock)
        : new PlainProgress(console, clock);
  }

  /// The same, and every so often a log of the progress with all workers and nodes.
  public static ProgressView logged(ProgressView view, Duration interval, InstantSource clock) {
    return new LoggedProgress(view, interval, clock);
  }

  /// Shows nothing but messages, which go to standard error.
  public static ProgressView quiet(Console console) {
    return new ProgressView() {
      @Override
      public void show(List<JobProgress> jobs) {}

      @Override
      public void message(String line) {
        console.err().println(line);
      }

      @Override
      public void ended(List<JobProgress> jobs) {}

      @Override
      public void close() {}
    };
  }
}
