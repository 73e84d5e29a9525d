package io.gapless.cli.progress;

import io.gapless.cli.console.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A block of lines on a terminal that is redrawn in place; messages go above it.
public final class LiveProgress implements ProgressView {

  private static final Duration REDRAW = Duration.ofMillis(250);
  private static final String ESCAPE = "\u001b[";
  private static final String HIDE_CURSOR = ESCAPE + "?25l";
  private static final String SHOW_CURSOR = ESCAPE + "?25h";
  private static final String CLEAR_BELOW = ESCAPE + "0J";

  private final Console console;
  private final InstantSource clock;
  private List<String> drawn = List.of();
  private Instant drawnAt = Instant.MIN;
  private boolean cursorHidden;

  /// Draws on the console's standard output.
  public LiveProgress(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public synchronized void show(List<JobProgress> jobs) {
    var now = clock.instant();
    if (now.isBefore(drawnAt.equals(Instant.MIN) ? now : drawnAt.plus(REDRAW))) {
      return;
    }
    drawnAt = now;
    redraw(List.of(), ProgressText.block(jobs, console.terminal().columns() - 1));
  }

  @Override
  public synchronized void message(String line) {
    redraw(List.of(line), drawn);
  }

  @Override
  public synchronized void ended(List<JobProgress> jobs) {
    redraw(jobs.stream().flatMap(job -> ProgressText.summary(job).stream()).toList(), List.of());
  }

  @Override
  public synchronized void close() {
    if (cursorHidden) {
      cursorHidden = false;
      console.out().print(SHOW_CURSOR);
      console.out().flush();
    }
  }

  private void redraw(List<String> above, List<String> block) {
    var text = new StringBuilder();
    if (!cursorHidden && !block.isEmpty()) {
      cursorHidden = true;
      text.append(HIDE_CURSOR);
    }
    if (!drawn.isEmpty()) {
      text.append(ESCAPE).append(drawn.size()).append("A\r").append(CLEAR_BELOW);
    }
    above.forEach(line -> text.append(line).append('\n'));
    block.forEach(line -> text.append(line).append('\n'));
    drawn = block;
    console.out().print(text);
    console.out().flush();
  }
}
