package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.engine.Engine;
import io.gapless.embedded.clickhouse.engine.EngineException;
import io.gapless.embedded.clickhouse.http.HttpExchange;
import io.gapless.embedded.clickhouse.http.HttpListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine of this process behind ClickHouse's HTTP interface, on 127.0.0.1.
///
/// ```
/// <data>/engine/   tables
/// <data>/spool/    bodies of inserts under way; emptied at start
/// ```
///
/// One a process, as the engine binds the first folder that it is given.
public final class ClickHouseFront implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClickHouseFront.class);
  private static final Duration END_PATIENCE = Duration.ofSeconds(5);
  private static final String USER = "default";

  private final Engine engine;
  private final InsertSpool spool;
  private final RunningQueries running;
  private final Sessions sessions;
  private final QueryHandler queries;
  private final HttpListener listener;
  private final byte[] password;
  private final String displayName;

  private ClickHouseFront(FrontConfig config) throws IOException {
    displayName = InetAddress.getLocalHost().getHostName();
    password = config.password().getBytes(StandardCharsets.UTF_8);
    engine = Engine.open(config.library(), config.data().resolve("engine"));
    spool = InsertSpool.open(config.data());
    running = new RunningQueries(engine);
    sessions = new Sessions(engine);
    queries = new QueryHandler(engine, spool, running, sessions);
    listener = HttpListener.start(config.port(), this::handle);
  }

  /// Opens the data and listens.
  ///
  /// @throws IOException the port or the folder cannot be had
  /// @throws EngineException the library cannot be loaded, or the data is in use
  public static ClickHouseFront start(FrontConfig config) throws IOException {
    return new ClickHouseFront(config);
  }

  /// Where it answers, e.g. `http://127.0.0.1:8123`.
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  /// Ends the queries under way, waits some seconds for them, and closes the data.
  @Override
  public void close() {
    try {
      boolean ended = running.endAll(END_PATIENCE);
      listener.close();
      running.close();
      spool.close();
      if (ended) {
        sessions.close();
        engine.close();
      } else {
        log.warn("Queries did not end within {} s; the engine is left as it is, which its data "
            + "survives", END_PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("Not everything was closed: {}", e.getMessage());
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.head().path();
    boolean bare = exchange.head().parameter("query").isEmpty()
        && !exchange.head().method().equals("POST");
    if (path.equals("/ping") || path.equals("/replicas_status") || (path.equals("/") && bare)) {
      exchange.answer(200, Map.of("Content-Type", "text/html; charset=UTF-8",
          "X-ClickHouse-Server-Display-Name", displayName), utf8("Ok.\n"));
    } else if (!path.equals("/") && !path.equals("/query")) {
      exchange.answer(404, Map.of("Content-Type", "text/plain; charset=UTF-8"),
          utf8("There is no handle " + path + "\n\nUse / or /ping for health checks.\n"
              + "Send queries from your program with POST method or GET /?query=...\n"));
    } else {
      handleQuery(exchange);
    }
  }

  private void handleQuery(HttpExchange exchange) throws IOException {
    QueryRequest request = QueryRequest.of(exchange.head());
    Map<String, String> headers = queries.headers(request, displayName);
    if (!mayEnter(request)) {
      EngineException refusal = EngineException.of(516, "AUTHENTICATION_FAILED", request.user()
          + ": Authentication failed: password is incorrect, or there is no user with such name");
      headers.put("X-ClickHouse-Exception-Code", "516");
      headers.put("Content-Type", "text/plain; charset=UTF-8");
      exchange.answer(ErrorStatus.of(refusal.code()), headers,
          utf8(queries.text(refusal) + "\n"));
      return;
    }
    queries.handle(exchange, request, headers);
  }

  private boolean mayEnter(QueryRequest request) {
    boolean knows = MessageDigest.isEqual(password, utf8(request.password()));
    return request.user().equals(USER) && knows;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
