package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.engine.EngineConnection;
import io.gapless.embedded.clickhouse.engine.EngineException;
import io.gapless.embedded.clickhouse.engine.QueryResult;
import io.gapless.embedded.clickhouse.engine.ResultPipe;
import io.gapless.embedded.clickhouse.sql.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs a query on a thread of its own and passes on its result through a pipe, as fast as the
/// client takes it and without holding it.
final class ResultStream {
  private final RunningQueries running;

  ResultStream(RunningQueries running) {
    this.running = running;
  }

  /// Runs the query to its end, however the client fares; the connection is free afterwards.
  void run(Statement.Select select, String otherwise, QueryRequest request,
      RunningQueries.Entry entry, HeldAnswer answer, EngineConnection connection)
      throws IOException {
    long start = System.nanoTime();
    try (ResultPipe pipe = ResultPipe.open()) {
      FutureTask<QueryResult> query = new FutureTask<>(() -> {
        try {
          return connection.query(SqlText.toBytes(select.into(pipe.writePath(), otherwise)),
              otherwise, request.parameters());
        } finally {
          pipe.endOfData();
        }
      });
      Thread.ofPlatform().daemon().name("engine-" + request.queryId()).start(query);
      try {
        copy(pipe.input(), answer);
      } catch (IOException e) {
        running.cancel(entry);
        drain(pipe.input());
        awaitEnd(query);
        throw e;
      }
      answer.finish(result(query).counts(), System.nanoTime() - start);
    }
  }

  private static void copy(InputStream in, HeldAnswer answer) throws IOException {
    byte[] bytes = new byte[1 << 16];
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
      answer.write(bytes, 0, read);
    }
  }

  /// Takes what a cancelled query still writes, so that it comes to its end.
  private static void drain(InputStream in) throws IOException {
    byte[] bytes = new byte[1 << 16];
    while (in.read(bytes) >= 0) {
      // nobody wants it
    }
  }

  private static void awaitEnd(FutureTask<QueryResult> query) throws IOException {
    try {
      result(query);
    } catch (EngineException e) {
      // It was cancelled.
    }
  }

  private static QueryResult result(FutureTask<QueryResult> query) throws IOException {
    try {
      return query.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException refusal) {
        throw refusal;
      }
      throw new IOException("a query failed within the front", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
