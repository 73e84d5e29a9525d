package io.gapless.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
  public synchronized void show(List<JobProgress> jobs) {
    var now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(interval);
      ProgressText.log(jobs).forEach(log::info);
    }
    view.show(jobs);
  }

  @Override
  public void message(String line) {
    view.message(line);
  }

  @Override
  public void ended(List<JobProgress> jobs) {
    ProgressText.log(jobs).forEach(log::info);
    view.ended(jobs);
  }

  @Override
  public void close() {
    view.close();
  }
}
