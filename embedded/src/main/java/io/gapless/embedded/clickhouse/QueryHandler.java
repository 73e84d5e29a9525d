package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.engine.Engine;
import io.gapless.embedded.clickhouse.engine.EngineConnection;
import io.gapless.embedded.clickhouse.engine.EngineException;
import io.gapless.embedded.clickhouse.engine.QueryResult;
import io.gapless.embedded.clickhouse.http.HttpExchange;
import io.gapless.embedded.clickhouse.sql.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Answers a request with a query, from its text to its result.
final class QueryHandler {
  private static final String DEFAULT_FORMAT = "TabSeparated";

  private final Engine engine;
  private final InsertSpool spool;
  private final RunningQueries running;
  private final Sessions sessions;
  private final ResultStream results;
  private final QueryKiller killer;

  QueryHandler(Engine engine, InsertSpool spool, RunningQueries running, Sessions sessions) {
    this.engine = engine;
    this.spool = spool;
    this.running = running;
    this.sessions = sessions;
    this.results = new ResultStream(running);
    this.killer = new QueryKiller(running);
  }

  /// Runs the query of a request whose sender may do so, and answers.
  void handle(HttpExchange exchange, QueryRequest request, Map<String, String> headers)
      throws IOException {
    HeldAnswer answer = new HeldAnswer(exchange, request, headers,
        request.waitForEnd() ? spool : null);
    try (RunningQueries.Entry entry = running.register(request.queryId(), exchange)) {
      try {
        RequestText text = RequestText.read(exchange, request);
        run(text, request, entry, answer);
      } catch (EngineException e) {
        answer.fail(e, text(e));
      }
    } catch (EngineException e) {
      answer.fail(e, text(e));
    } finally {
      answer.discard();
    }
  }

  /// An error in the words of a server, with its version behind.
  String text(EngineException error) {
    String message = String.valueOf(error.getMessage());
    return message.startsWith("Code: ")
        ? message + " (version " + engine.version() + " (official build))"
        : message;
  }

  private void run(RequestText text, QueryRequest request, RunningQueries.Entry entry,
      HeldAnswer answer) throws IOException {
    SpoolFile data = text.statement() instanceof Statement.Insert ? spooled(text.data()) : null;
    try {
      entry.watchClient();
      ConnectionSettings settings = ConnectionSettings.of(request);
      if (request.session().isPresent()) {
        QueryRequest.Session session = request.session().get();
        EngineConnection connection = sessions.take(session);
        try {
          settings.apply(connection);
          run(text.statement(), data, request, entry, answer, connection);
        } finally {
          settings.undo(connection);
          sessions.giveBack(session);
        }
      } else {
        try (EngineConnection connection = engine.connect()) {
          settings.apply(connection);
          run(text.statement(), data, request, entry, answer, connection);
        }
      }
    } finally {
      if (data != null) {
        data.delete();
      }
    }
  }

  private void run(Statement statement, @Nullable SpoolFile data,
      QueryRequest request, RunningQueries.Entry entry, HeldAnswer answer,
      EngineConnection connection) throws IOException {
    long start = System.nanoTime();
    String otherwise = request.format().orElse(DEFAULT_FORMAT);
    switch (statement) {
      case Statement.Select select -> {
        formatHeaders(answer, select.format().orElse(otherwise));
        results.run(select, otherwise, request, entry, answer, connection);
      }
      case Statement.Insert insert -> {
        refuseChange(request);
        // A format in the request's own words is that of the answer where the data has another.
        String sql = insert.from(Objects.requireNonNull(data).path().toString(), otherwise);
        finish(connection.query(SqlText.toBytes(sql), DEFAULT_FORMAT, request.parameters()), start,
            answer);
      }
      case Statement.Kill kill -> {
        refuseChange(request);
        formatHeaders(answer, kill.format().orElse(otherwise));
        finish(killer.kill(kill, kill.format().orElse(otherwise), entry, request, connection),
            start, answer);
      }
      case Statement.Other other -> {
        if (!other.reads()) {
          refuseChange(request);
        }
        formatHeaders(answer, other.format().orElse(otherwise));
        finish(connection.query(SqlText.toBytes(other.sql()), otherwise, request.parameters()),
            start, answer);
      }
      case Statement.Empty ignored -> throw EngineException.of(62, "SYNTAX_ERROR",
          "Syntax error: failed at position 1 (end of query): Empty query");
    }
  }

  private static void finish(QueryResult result, long start, HeldAnswer answer)
      throws IOException {
    answer.write(result.data());
    answer.finish(result.counts(), System.nanoTime() - start);
  }

  private SpoolFile spooled(InputStream data) throws IOException {
    SpoolFile file = spool.create();
    boolean whole = false;
    try (file) {
      byte[] bytes = new byte[1 << 18];
      for (int read = data.read(bytes); read >= 0; read = data.read(bytes)) {
        file.write(bytes, 0, read);
      }
      whole = true;
    } finally {
      if (!whole) {
        file.delete();
      }
    }
    return file;
  }

  private static void refuseChange(QueryRequest request) {
    if (request.readOnly()) {
      throw EngineException.of(164, "READONLY",
          "Cannot execute query in readonly mode. For queries over HTTP, method GET implies "
              + "readonly. You should use method POST for modifying queries");
    }
  }

  private static void formatHeaders(HeldAnswer answer, String format) {
    answer.header("X-ClickHouse-Format", format);
    answer.header("Content-Type", contentType(format));
  }

  private static String contentType(String format) {
    if (format.startsWith("TabSeparated") || format.startsWith("TSV")) {
      return "text/tab-separated-values; charset=UTF-8";
    }
    if (format.startsWith("CSV")) {
      return "text/csv; charset=UTF-8; header="
          + (format.contains("WithNames") ? "present" : "absent");
    }
    if (format.startsWith("JSON")) {
      return "application/json; charset=UTF-8";
    }
    return format.startsWith("Pretty") || format.equals("Vertical") || format.equals("Values")
        ? "text/plain; charset=UTF-8"
        : "application/octet-stream";
  }

  /// The headers that every answer to a query has.
  Map<String, String> headers(QueryRequest request, String displayName) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-ClickHouse-Server-Display-Name", displayName);
    headers.put("X-ClickHouse-Query-Id", request.queryId());
    headers.put("X-ClickHouse-Timezone", engine.timezone());
    return headers;
  }
}
