package io.gapless.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A file of rows as CSV, written one after the other.
public final class CsvFile {
  private CsvFile() {}

  /// Writes a file.
  ///
  /// @param header its first line
  /// @param rows hands over the others
  /// @throws UncheckedIOException if the file cannot be written
  public static void write(Path file, String header, Consumer<Consumer<String>> rows) {
    try (BufferedWriter writer = Files.newBufferedWriter(file, UTF_8)) {
      writer.write(header + "\n");
      rows.accept(row -> {
        try {
          writer.write(row);
          writer.write('\n');
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "its folder does not exist";
      case AccessDeniedException _ -> "no permission";
      case FileSystemException fault when fault.getReason() != null -> "" + fault.getReason();
      default -> "" + e.getMessage();
    };
  }
}
