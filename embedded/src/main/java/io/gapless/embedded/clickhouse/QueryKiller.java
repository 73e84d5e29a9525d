package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.engine.EngineConnection;
import io.gapless.embedded.clickhouse.engine.QueryResult;
import io.gapless.embedded.clickhouse.sql.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Does `KILL QUERY`: in its condition `query_id` is the client's id (the engine's own works too),
/// and it waits by itself, as `SYNC` never returns in this engine.
final class QueryKiller {
  private static final Duration SYNC_PATIENCE = Duration.ofSeconds(60);

  private final RunningQueries running;

  QueryKiller(RunningQueries running) {
    this.running = running;
  }

  /// Ends the queries that fit, this one excepted, and lists them as a server does.
  QueryResult kill(Statement.Kill kill, String format, RunningQueries.Entry self,
      QueryRequest request, EngineConnection connection) throws IOException {
    String id = RunningQueries.ID_EXPRESSION;
    String processes = "(SELECT * REPLACE (" + id + " AS query_id) FROM system.processes)";
    String matching = "FROM " + processes + " AS p WHERE query_id != " + quoted(request.queryId())
        + " AND query_id != '' AND (query_id IN (SELECT query_id FROM " + processes + " WHERE "
        + kill.condition() + "\n) OR query_id IN (SELECT " + id
        + " FROM system.processes WHERE " + kill.condition() + "\n))";
    QueryResult listed = connection.query(SqlText.toBytes(
        "SELECT " + (kill.test() ? "'unknown'" : kill.sync() ? "'finished'" : "'waiting'")
            + " AS kill_status, query_id, user, query " + matching + " FORMAT " + format),
        format, request.parameters());
    if (kill.test()) {
      return listed;
    }
    QueryResult ids = connection.query(
        SqlText.toBytes("SELECT query_id " + matching + " FORMAT TabSeparatedRaw"), format,
        request.parameters());
    List<RunningQueries.Entry> found = new String(ids.data(),
        StandardCharsets.UTF_8).lines().flatMap(line -> running.find(line).stream())
        .toList();
    found.forEach(running::cancel);
    if (kill.sync()) {
      await(found, self);
    }
    return listed;
  }

  private static void await(List<RunningQueries.Entry> entries, RunningQueries.Entry self)
      throws IOException {
    try {
      long deadline = System.nanoTime() + SYNC_PATIENCE.toNanos();
      for (RunningQueries.Entry entry : entries) {
        while (!self.isCancelled() && System.nanoTime() < deadline
            && !entry.await(Duration.ofMillis(100))) {
          // the client may leave meanwhile
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String quoted(String text) {
    return SqlText.ofText(SqlText.quoted(text));
  }
}
