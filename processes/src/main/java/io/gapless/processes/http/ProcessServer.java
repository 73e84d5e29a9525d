package io.gapless.processes.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapless.processes.Payload;
import io.gapless.processes.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Processes over HTTP, with metrics and health; `/openapi.json` describes what can be asked.
///
/// ```java
/// try (var server = ProcessServer.start(ServerConfig.loopback(8090), engine.processes(),
///     List.of("orders"), registry::scrape)) {
///   …
/// }
/// ```
public final class ProcessServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProcessServer.class);
  /// Each may hold a body in memory.
  private static final int MOST_REQUESTS = 1024;
  private static final long MOST_SKIPPED_BYTES = 64L * 1024 * 1024;
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

  private final ServerConfig config;
  private final Guard guard;
  private final List<Route> routes;
  private final HttpServer http;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
  private final Semaphore free = new Semaphore(MOST_REQUESTS);
  private volatile boolean closing;

  private ProcessServer(ServerConfig config, List<Route> routes, HttpServer http) {
    this.config = config;
    this.guard = new Guard(config.token());
    this.routes = routes;
    this.http = http;
  }

  /// Starts a server; returns when it listens.
  ///
  /// @param namespaces that `/health` looks at
  /// @param metrics as Prometheus text
  /// @throws UncheckedIOException if the address cannot be listened on
  public static ProcessServer start(ServerConfig config, Processes processes,
      Collection<String> namespaces, Supplier<String> metrics) {
    var routes = new ProcessRoutes(processes, List.copyOf(namespaces), metrics).all();
    try {
      var server =
          new ProcessServer(config, routes, HttpServer.create(config.address(), 0));
      server.http.setExecutor(server.threads);
      server.http.createContext("/", server::handle);
      server.http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on " + config.address() + ": " + e.getMessage(), e);
    }
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return http.getAddress();
  }

  /// Lets requests under way end, for as long as the configuration says, and interrupts the rest.
  @Override
  public void close() {
    closing = true;
    try {
      if (free.tryAcquire(MOST_REQUESTS, config.closePatience().toMillis(),
          TimeUnit.MILLISECONDS)) {
        free.release(MOST_REQUESTS);
      } else {
        log.warn("closes though requests are under way: {}",
            MOST_REQUESTS - free.availablePermits());
      }
      threads.shutdownNow();
      var _ = threads.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    http.stop(0);
  }

  private void handle(HttpExchange exchange) {
    boolean taken = !closing && free.tryAcquire();
    try (exchange) {
      send(exchange, taken
          ? answer(exchange)
          : Reply.unavailable(closing ? "the server is closing" : "too many requests"));
    } catch (IOException e) {
      log.debug("a client went away: {}", e.getMessage());
    } finally {
      if (taken) {
        free.release();
      }
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var path = String.valueOf(uri.getRawPath());
    try {
      guard.check(path, exchange.getRequestHeaders());
      var matches = Route.of(routes, path);
      if (exchange.getRequestMethod().equals("OPTIONS")) {
        return new Reply(204, "", Map.of("Allow", Route.allowed(matches)));
      }
      var match = Route.choose(matches, exchange.getRequestMethod());
      var query = Asked.query(uri.getRawQuery(), match.route().parameters());
      return match.route().handler()
          .answer(new Asked(match.variables(), query, body(exchange)));
    } catch (RuntimeException | InterruptedException e) {
      // the interrupt is not passed on: it would break the connection that the answer is written to
      return Reply.of(e);
    }
  }

  private Payload body(HttpExchange exchange) throws IOException {
    var in = exchange.getRequestBody();
    var body = in.readNBytes(config.maxBodyBytes() + 1);
    if (body.length > config.maxBodyBytes()) {
      // most clients look at the answer only when all is sent
      in.skip(MOST_SKIPPED_BYTES);
      throw new RefusedException(413, "too_large",
          "the body is longer than " + config.maxBodyBytes() + " bytes");
    }
    return Payload.of(body);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(headers::set);
    var body = reply.bytes();
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(reply.status(), -1);
    } else {
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
