package io.gapless.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder for the data of one benchmark, which is deleted in the end.
///
/// @param path of the folder
public record ScratchFolder(Path path) implements AutoCloseable {

  /// Makes one.
  ///
  /// @param folder where it is made
  /// @throws UncheckedIOException if that cannot be written
  public static ScratchFolder in(Path folder) {
    try {
      Files.createDirectories(folder);
      return new ScratchFolder(Files.createTempDirectory(folder, "bench-"));
    } catch (IOException e) {
      throw new UncheckedIOException("the benchmark cannot use " + folder + ": " + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path + ": " + e.getMessage(), e);
    }
  }
}
