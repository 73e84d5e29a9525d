package io.gapless.gates.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands between a client and a ClickHouse server, and holds back a statement, or its answer, for as
/// long as it takes to kill the client.
final class StatementProxy implements AutoCloseable {

  private static final Set<String> OF_ONE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private final URI server;
  private final HttpServer proxy;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<Hold> holds = new ConcurrentLinkedQueue<>();

  StatementProxy(URI server) throws IOException {
    this.server = server;
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(threads);
    proxy.createContext("/", this::pass);
    proxy.start();
  }

  /// A statement that nobody will have an answer to.
  static final class Hold {

    private final String text;
    private final boolean isCarriedOut;
    private final CompletableFuture<String> reached = new CompletableFuture<>();
    private final CountDownLatch released = new CountDownLatch(1);

    private Hold(String text, boolean isCarriedOut) {
      this.text = text;
      this.isCarriedOut = isCarriedOut;
    }

    /// Completed with the statement once it is held.
    CompletableFuture<String> reached() {
      return reached;
    }

    /// Closes the connection.
    void release() {
      released.countDown();
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
  }

  /// Holds the next statement with this text.
  ///
  /// @param isCarriedOut whether the server gets it, and only its answer is held
  Hold hold(String text, boolean isCarriedOut) {
    var hold = new Hold(text, isCarriedOut);
    holds.add(hold);
    return hold;
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdownNow();
    client.close();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      var text = new String(body, UTF_8);
      var hold = holds.peek();
      boolean isHeld =
          hold != null && text.contains(hold.text) && holds.remove(hold);
      var answer = isHeld && !hold.isCarriedOut ? null : ask(exchange, body);
      if (isHeld) {
        hold.reached.complete(text);
        hold.released.await();
      } else if (answer != null) {
        answer.headers().map().forEach((name, values) -> {
          if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
        exchange.sendResponseHeaders(answer.statusCode(),
            answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
        .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange.getRequestHeaders().forEach((name, values) -> {
      if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        values.forEach(value -> request.header(name, value));
      }
    });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
