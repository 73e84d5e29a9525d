package io.gapless.cli.progress;

import io.gapless.cli.console.Console;

/// One JSON object on standard output when the job has ended; messages go to standard error.
public final class JsonProgress implements ProgressView {

  private final Console console;

  /// Prints to the console.
  public JsonProgress(Console console) {
    this.console = console;
  }

  @Override
  public void show(JobProgress progress) {}

  @Override
  public void message(String line) {
    console.err().println(line);
    console.err().flush();
  }

  @Override
  public void ended(JobProgress progress) {
    console.println(ProgressJson.of(progress));
  }

  @Override
  public void close() {}
}
