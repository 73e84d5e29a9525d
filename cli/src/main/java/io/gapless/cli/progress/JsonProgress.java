package io.gapless.cli.progress;

import io.gapless.cli.console.Console;
import java.util.List;

/// One JSON object on standard output when all has ended: the job, or `jobs` where there are several; messages go to standard error.
public final class JsonProgress implements ProgressView {

  private final Console console;

  /// Prints to the console.
  public JsonProgress(Console console) {
    this.console = console;
  }

  @Override
  public void show(List<JobProgress> jobs) {}

  @Override
  public void message(String line) {
    console.err().println(line);
    console.err().flush();
  }

  @Override
  public void ended(List<JobProgress> jobs) {
    console.println(jobs.size() == 1
        ? ProgressJson.of(jobs.getFirst())
        : ProgressJson.together(jobs));
  }

  @Override
  public void close() {}
}
