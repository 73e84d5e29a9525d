package io.gapless.embedded.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A body on its way: written once, read by the engine, then deleted. Moves from memory to disk when
/// it grows too large.
final class SpoolFile extends OutputStream {
  private static final int RESERVE_BYTES = 1 << 20;

  private final InsertSpool spool;
  private final String name;
  private Path path;
  private OutputStream out;
  private long size;
  private long reserved;
  private boolean inMemory;

  SpoolFile(InsertSpool spool, String name) throws IOException {
    this.spool = spool;
    this.name = name;
    inMemory = spool.reserve(RESERVE_BYTES);
    reserved = inMemory ? RESERVE_BYTES : 0;
    path = inMemory ? spool.inMemory(name) : spool.onDisk(name);
    out = Files.newOutputStream(path);
  }

  /// Where it lies now.
  Path path() {
    return path;
  }

  /// How many bytes were written.
  long size() {
    return size;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[]{(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (inMemory && !hasRoom(length)) {
      moveToDisk();
    }
    out.write(bytes, offset, length);
    size += length;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /// Removes it.
  void delete() throws IOException {
    out.close();
    Files.deleteIfExists(path);
    spool.release(reserved);
    reserved = 0;
  }

  private boolean hasRoom(int length) {
    while (size + length > reserved) {
      if (!spool.reserve(RESERVE_BYTES)) {
        return false;
      }
      reserved += RESERVE_BYTES;
    }
    return true;
  }

  private void moveToDisk() throws IOException {
    out.close();
    Path target = spool.onDisk(name);
    Files.move(path, target);
    path = target;
    inMemory = false;
    spool.release(reserved);
    reserved = 0;
    out = Files.newOutputStream(path, StandardOpenOption.APPEND);
  }
}
