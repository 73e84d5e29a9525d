package io.gapless.embedded.clickhouse.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/// A pipe of the operating system that the engine writes a result to (`INTO OUTFILE '/dev/fd/7'`)
/// while the front reads it: a result of any size and format streams, at the pace of its reader. The
/// library's own streaming gives each block as a document of its own, with a header each, which no
/// client understands.
@SuppressWarnings("restricted")
public final class ResultPipe implements AutoCloseable {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle PIPE = LINKER.downcallHandle(
      LINKER.defaultLookup().findOrThrow("pipe"), FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle CLOSE = LINKER.downcallHandle(
      LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final InputStream input;
  private final int writeEnd;
  private final AtomicBoolean writerClosed = new AtomicBoolean();

  private ResultPipe(InputStream input, int writeEnd) {
    this.input = input;
    this.writeEnd = writeEnd;
  }

  /// Makes a pipe.
  public static ResultPipe open() throws IOException {
    int readEnd;
    int writeEnd;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      if ((int) PIPE.invokeExact(ends) != 0) {
        throw new IOException("no pipe to be had: are there too many open files?");
      }
      readEnd = ends.getAtIndex(JAVA_INT, 0);
      writeEnd = ends.getAtIndex(JAVA_INT, 1);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    try {
      InputStream input = new FileInputStream("/dev/fd/" + readEnd);
      return new ResultPipe(input, writeEnd);
    } catch (IOException e) {
      closeEnd(writeEnd);
      throw e;
    } finally {
      closeEnd(readEnd);
    }
  }

  /// Where the engine writes to, as a path.
  public String writePath() {
    return "/dev/fd/" + writeEnd;
  }

  /// What the engine wrote; ends once [#endOfData] was called and all is read.
  public InputStream input() {
    return input;
  }

  /// The engine is done: the reader meets the end.
  public void endOfData() {
    if (writerClosed.compareAndSet(false, true)) {
      closeEnd(writeEnd);
    }
  }

  /// Closes the reading side: what the engine still writes is thrown away.
  @Override
  public void close() throws IOException {
    input.close();
  }

  private static void closeEnd(int descriptor) {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
