package io.gapless.cli.progress;

/// Where a job's progress is shown.
///
/// Safe for several threads: log messages come from any.
public interface ProgressView extends AutoCloseable {

  /// Shows the newest progress; called often.
  void show(JobProgress progress);

  /// Shows a line that stays, such as an event or a warning.
  void message(String line);

  /// Shows how it ended.
  void ended(JobProgress progress);

  /// Leaves the terminal as it was.
  @Override
  void close();
}
