package io.gapless.cli.progress;

import java.util.List;

/// Where the progress of jobs is shown.
///
/// Safe for several threads: log messages come from any.
public interface ProgressView extends AutoCloseable {

  /// Shows the newest progress of the jobs that run; called often.
  void show(List<JobProgress> jobs);

  /// The same of a single job.
  default void show(JobProgress job) {
    show(List.of(job));
  }

  /// Shows a line that stays, such as an event or a warning.
  void message(String line);

  /// Shows how all of them ended.
  void ended(List<JobProgress> jobs);

  /// The same of a single job.
  default void ended(JobProgress job) {
    ended(List.of(job));
  }

  /// Leaves the terminal as it was.
  @Override
  void close();
}
