package io.gapless.embedded.clickhouse.engine;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One client of the engine, with settings, current database and temporary tables of its own. Runs
/// one statement at a time; not for several threads at once.
public final class EngineConnection implements AutoCloseable {
  private final LibChdb library;
  private final MemorySegment handle;
  private boolean closed;

  EngineConnection(LibChdb library, MemorySegment handle) {
    this.library = library;
    this.handle = handle;
  }

  /// Runs a statement to its end.
  ///
  /// @param format of the result, where the statement names none
  /// @throws EngineException what the engine says against it
  public QueryResult query(byte[] sql, String format, Map<String, String> parameters) {
    return library.query(handle, sql, format, parameters);
  }

  /// Runs a statement and gives its result as text, in TabSeparated unless it says otherwise.
  public String text(String sql) {
    QueryResult result = query(sql.getBytes(StandardCharsets.UTF_8), "TabSeparated", Map.of());
    return new String(result.data(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      library.close(handle);
    }
  }
}
