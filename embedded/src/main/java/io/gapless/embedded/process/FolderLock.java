package io.gapless.embedded.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Keeps a folder for one process. The operating system drops the lock with the process, however
/// that ends, so a lock file that is left behind blocks nobody. Holds the owner's pid as text.
public final class FolderLock implements AutoCloseable {

  private static final String FILE = "lock";
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock of an existing folder.
  ///
  /// @param patience how long an owner may take to leave, e.g. the child of a process that was
  ///     killed
  /// @throws ServiceException where another process, or somebody else in this one, keeps it
  public static FolderLock take(Path folder, Duration patience) {
    try {
      var channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE,
          StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean taken = false;
      try {
        taken = tryUntil(channel, System.nanoTime() + patience.toNanos());
        if (!taken) {
          String owner = Files.readString(folder.resolve(FILE)).strip();
          throw new ServiceException(folder + " is in use by "
              + (owner.isEmpty() ? "another process" : "process " + owner)
              + ": stop that one, or choose another folder with --data");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"), 0);
        return new FolderLock(channel);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw new ServiceException("cannot lock " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean tryUntil(FileChannel channel, long end) throws IOException {
    try {
      while (tryNow(channel) == null) {
        if (System.nanoTime() > end) {
          return false;
        }
        Thread.sleep(PAUSE);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static @Nullable FileLock tryNow(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /// Gives the folder free.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new ServiceException("cannot unlock: " + e.getMessage(), e);
    }
  }
}
