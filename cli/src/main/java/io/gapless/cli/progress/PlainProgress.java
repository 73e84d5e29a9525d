package io.gapless.cli.progress;

import io.gapless.cli.console.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

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
  public synchronized void show(JobProgress progress) {
    var now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(INTERVAL);
      console.println(ProgressText.line(progress));
    }
  }

  @Override
  public synchronized void message(String line) {
    console.println(line);
  }

  @Override
  public synchronized void ended(JobProgress progress) {
    ProgressText.summary(progress).forEach(console::println);
  }

  @Override
  public void close() {}
}
