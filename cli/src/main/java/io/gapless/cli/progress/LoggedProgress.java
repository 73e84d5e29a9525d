package io.gapless.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs progress on each interval, with every worker and node, beside showing it in another view.
final class LoggedProgress implements ProgressView {

  private static final Logger log = LoggerFactory.getLogger(LoggedProgress.class);

  private final ProgressView view;
  private final Duration interval;
  private final InstantSource clock;
  private Instant next;

  LoggedProgress(ProgressView view, Duration interval, InstantSource clock) {
    this.view = view;
    this.interval = interval;
    this.clock = clock;
    next = clock.instant().plus(interval);
  }

  @Override
  public synchronized void show(JobProgress progress) {
    var now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(interval);
      ProgressText.log(progress).forEach(log::info);
    }
    view.show(progress);
  }

  @Override
  public void message(String line) {
    view.message(line);
  }

  @Override
  public void ended(JobProgress progress) {
    ProgressText.log(progress).forEach(log::info);
    view.ended(progress);
  }

  @Override
  public void close() {
    view.close();
  }
}
