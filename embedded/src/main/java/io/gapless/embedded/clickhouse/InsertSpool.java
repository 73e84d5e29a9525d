package io.gapless.embedded.clickhouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Where bodies wait until the engine reads them: in memory (`/dev/shm`) while they are small and
/// there is room, else on disk. The engine must read inserted data from a file, as it cuts binary
/// data that stands in a statement; and half a body must never be inserted.
final class InsertSpool {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final long MAX_MEMORY_BYTES = 512L << 20;

  private final Path disk;
  private final Path memory;
  private final long memoryBudget;
  private final AtomicLong memoryUsed = new AtomicLong();

  private InsertSpool(Path disk, Path memory, long memoryBudget) {
    this.disk = disk;
    this.memory = memory;
    this.memoryBudget = memoryBudget;
  }

  /// Opens the spool of a data folder and removes what a killed process left there.
  static InsertSpool open(Path data) throws IOException {
    Path disk = emptied(data.resolve("spool"));
    if (!Files.isWritable(SHARED_MEMORY)) {
      return new InsertSpool(disk, disk, 0);
    }
    String name = "gapless-clickhouse-"
        + UUID.nameUUIDFromBytes(disk.toString().getBytes(StandardCharsets.UTF_8));
    Path memory = emptied(SHARED_MEMORY.resolve(name));
    long free = Files.getFileStore(memory).getUsableSpace();
    return new InsertSpool(disk, memory, Math.min(MAX_MEMORY_BYTES, free / 4));
  }

  /// A new file, in memory at first.
  SpoolFile create() throws IOException {
    return new SpoolFile(this, UUID.randomUUID().toString());
  }

  Path onDisk(String name) {
    return disk.resolve(name);
  }

  Path inMemory(String name) {
    return memory.resolve(name);
  }

  /// Takes from the memory that bodies may use together; false where it is used up.
  boolean reserve(long bytes) {
    if (memoryUsed.addAndGet(bytes) <= memoryBudget) {
      return true;
    }
    memoryUsed.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    memoryUsed.addAndGet(-bytes);
  }

  /// Removes the folders.
  void close() throws IOException {
    emptied(disk);
    emptied(memory);
    if (!memory.equals(disk)) {
      Files.deleteIfExists(memory);
    }
  }

  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    return folder.toRealPath();
  }
}
