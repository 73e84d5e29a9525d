package io.gapless.embedded;

import io.gapless.embedded.process.ServiceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The folder that the stack keeps its data in.
final class DataFolder {

  private DataFolder() {}

  /// Makes the folder where it is missing, and checks that the stack can write there.
  static void prepare(Path data, long minFreeBytes) {
    try {
      Files.createDirectories(data);
      Files.delete(Files.createTempFile(data, ".writable-", ""));
      long free = Files.getFileStore(data).getUsableSpace();
      if (free < minFreeBytes) {
        throw new ServiceException("no space left for " + data + ": " + megabytes(free)
            + " MB are free, " + megabytes(minFreeBytes)
            + " MB are needed; free some, or choose another folder with --data");
      }
    } catch (IOException e) {
      throw new ServiceException("cannot write to " + data + " (" + reason(e)
          + "): choose another folder with --data", e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException exists -> "it is a file";
      case NoSuchFileException refused -> "no folder can be made there";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }
}
