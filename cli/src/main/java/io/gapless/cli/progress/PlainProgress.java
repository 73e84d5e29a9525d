package io.gapless.cli.progress;

import io.gapless.cli.console.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A line now and then, for pipes and files.
public final class PlainProgress implements ProgressView {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Console console;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  /// Prints to the console's standard output.
  public PlainProgress(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public synchronized void show(List<JobProgress> jobs) {
    var now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(INTERVAL);
      ProgressText.lines(jobs).forEach(console::println);
    }
  }

  @Override
  public synchronized void message(String line) {
    console.println(line);
  }

  @Override
  public synchronized void ended(List<JobProgress> jobs) {
    jobs.forEach(job -> ProgressText.summary(job).forEach(console::println));
  }

  @Override
  public void close() {}
}
