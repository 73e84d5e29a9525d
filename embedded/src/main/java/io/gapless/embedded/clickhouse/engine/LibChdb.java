package io.gapless.embedded.clickhouse.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The functions of `libchdb` that the front calls, as its `chdb.h` declares them. A call blocks its
/// thread in native code, so it belongs on a platform thread.
@SuppressWarnings("restricted")
final class LibChdb {
  private final MethodHandle connect;
  private final MethodHandle close;
  private final MethodHandle query;
  private final MethodHandle destroy;
  private final MethodHandle buffer;
  private final MethodHandle length;
  private final MethodHandle error;
  private final MethodHandle rowsRead;
  private final MethodHandle bytesRead;
  private final MethodHandle rowsWritten;
  private final MethodHandle bytesWritten;
  private final MethodHandle storageRowsRead;
  private final MethodHandle storageBytesRead;

  private LibChdb(SymbolLookup symbols) {
    connect = function(symbols, "chdb_connect", ADDRESS, JAVA_INT, ADDRESS);
    close = procedure(symbols, "chdb_close_conn", ADDRESS);
    query = function(symbols, "chdb_query_with_params_n", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG,
        ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    destroy = procedure(symbols, "chdb_destroy_query_result", ADDRESS);
    buffer = function(symbols, "chdb_result_buffer", ADDRESS, ADDRESS);
    length = function(symbols, "chdb_result_length", JAVA_LONG, ADDRESS);
    error = function(symbols, "chdb_result_error", ADDRESS, ADDRESS);
    rowsRead = function(symbols, "chdb_result_rows_read", JAVA_LONG, ADDRESS);
    bytesRead = function(symbols, "chdb_result_bytes_read", JAVA_LONG, ADDRESS);
    rowsWritten = function(symbols, "chdb_result_rows_written", JAVA_LONG, ADDRESS);
    bytesWritten = function(symbols, "chdb_result_bytes_written", JAVA_LONG, ADDRESS);
    storageRowsRead = function(symbols, "chdb_result_storage_rows_read", JAVA_LONG, ADDRESS);
    storageBytesRead = function(symbols, "chdb_result_storage_bytes_read", JAVA_LONG, ADDRESS);
  }

  /// Loads the library into this process, for good.
  static LibChdb load(Path file) {
    SymbolLookup symbols;
    try {
      symbols = SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new EngineException(0, "cannot load the ClickHouse engine from " + file
          + ": it must be the library for this system and processor", e);
    }
    return new LibChdb(symbols);
  }

  /// Opens a connection; `chdb_connect` gives the address of the address that queries take.
  MemorySegment connect(Path folder) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(ADDRESS, 2);
      arguments.setAtIndex(ADDRESS, 0, arena.allocateFrom("clickhouse"));
      arguments.setAtIndex(ADDRESS, 1, arena.allocateFrom("--path=" + folder));
      MemorySegment handle = (MemorySegment) connect.invokeExact(2, arguments);
      if (handle.equals(MemorySegment.NULL)) {
        throw new EngineException(0, "cannot open the ClickHouse data in " + folder
            + ": is it in use by another process, or not writable?");
      }
      return handle.reinterpret(ADDRESS.byteSize());
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void close(MemorySegment handle) {
    try {
      close.invokeExact(handle);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// Runs one statement to its end. `parameters` are the values of `{name:Type}`, in the escaped
  /// form of TabSeparated, as on ClickHouse's own HTTP interface.
  QueryResult query(MemorySegment handle, byte[] sql, String format,
      Map<String, String> parameters) {
    try (Arena arena = Arena.ofConfined()) {
      int count = parameters.size();
      Strings names = Strings.of(arena, List.copyOf(parameters.keySet()));
      Strings values = Strings.of(arena, List.copyOf(parameters.values()));
      byte[] formatBytes = format.getBytes(StandardCharsets.UTF_8);
      MemorySegment result = (MemorySegment) query.invokeExact(handle.get(ADDRESS, 0),
          arena.allocateFrom(JAVA_BYTE, sql), (long) sql.length,
          arena.allocateFrom(JAVA_BYTE, formatBytes), (long) formatBytes.length,
          names.pointers(), names.lengths(), values.pointers(), values.lengths(), (long) count);
      try {
        return read(result);
      } finally {
        destroy.invokeExact(result);
      }
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// The numbers of a failed statement are not initialised by the library: they are not read.
  private QueryResult read(MemorySegment result) throws Throwable {
    MemorySegment message = (MemorySegment) error.invokeExact(result);
    if (!message.equals(MemorySegment.NULL)) {
      throw EngineException.of(message.reinterpret(Long.MAX_VALUE).getString(0));
    }
    long size = (long) length.invokeExact(result);
    byte[] data = new byte[0];
    if (size > 0) {
      MemorySegment bytes = (MemorySegment) buffer.invokeExact(result);
      data = bytes.reinterpret(size).toArray(JAVA_BYTE);
    }
    return new QueryResult(data, new QueryCounts(
        (long) storageRowsRead.invokeExact(result), (long) storageBytesRead.invokeExact(result),
        (long) rowsWritten.invokeExact(result), (long) bytesWritten.invokeExact(result),
        (long) rowsRead.invokeExact(result), (long) bytesRead.invokeExact(result)));
  }

  private static MethodHandle function(SymbolLookup symbols, String name, MemoryLayout result,
      MemoryLayout... arguments) {
    return handle(symbols, name, FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle procedure(SymbolLookup symbols, String name,
      MemoryLayout... arguments) {
    return handle(symbols, name, FunctionDescriptor.ofVoid(arguments));
  }

  private static MethodHandle handle(SymbolLookup symbols, String name,
      FunctionDescriptor descriptor) {
    MemorySegment address = symbols.find(name).orElseThrow(
        () -> new EngineException(0, "the ClickHouse engine's library has no function " + name));
    return Linker.nativeLinker().downcallHandle(address, descriptor);
  }

  /// A method handle declares every Throwable; what comes out of it is unchecked.
  private static RuntimeException failed(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException("a call of the ClickHouse engine's library failed", e);
  }

  /// Texts as C takes them: an array of addresses and an array of lengths.
  private record Strings(MemorySegment pointers, MemorySegment lengths) {
    static Strings of(Arena arena, List<String> texts) {
      MemorySegment pointers = arena.allocate(ADDRESS, texts.size());
      MemorySegment lengths = arena.allocate(JAVA_LONG, texts.size());
      for (int i = 0; i < texts.size(); i++) {
        byte[] bytes = texts.get(i).getBytes(StandardCharsets.UTF_8);
        pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(JAVA_BYTE, bytes));
        lengths.setAtIndex(JAVA_LONG, i, bytes.length);
      }
      return new Strings(pointers, lengths);
    }
  }
}
