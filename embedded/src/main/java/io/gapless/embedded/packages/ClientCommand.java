package io.gapless.embedded.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One run of a package client (`npm`, `mvn`), quiet, with what it says kept for the error.
///
/// @param line the program and its arguments
/// @param workFolder where it runs
/// @param output file that takes what it prints
record ClientCommand(List<String> line, Path workFolder, Path output) {

  private static final String INSTEAD =
      "name servers of your own instead of the embedded ones (--clickhouse, --registry)";
  /// Longest time that a fetch may take; a slow line takes a quarter of an hour for the engine.
  private static final Duration LIMIT = Duration.ofMinutes(30);

  /// Runs it to its end, calling `everySecond` meanwhile.
  void run(Runnable everySecond) throws IOException, InterruptedException {
    Process process = start();
    try {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        if (System.nanoTime() > end) {
          throw new PackageException(
              line.getFirst() + " took longer than " + LIMIT.toMinutes() + " min");
        }
        everySecond.run();
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    if (process.exitValue() != 0) {
      throw new PackageException(
          "`" + String.join(" ", line) + "` failed: " + reason() + "; check the network, or "
              + INSTEAD);
    }
  }

  private Process start() {
    try {
      Process process = new ProcessBuilder(line).directory(workFolder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new PackageException(
          "`" + line.getFirst() + "` is not installed: install it, or " + INSTEAD, e);
    }
  }

  private String reason() throws IOException {
    return Files.readAllLines(output).stream()
        .map(text -> text.replaceFirst("^(npm error|npm ERR!|\\[ERROR\\])", "").strip())
        .filter(text -> !text.isEmpty() && !text.startsWith("npm warn"))
        .findFirst()
        .orElse("no reason given");
  }
}
