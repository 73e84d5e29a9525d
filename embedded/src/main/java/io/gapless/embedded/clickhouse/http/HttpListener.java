package io.gapless.embedded.clickhouse.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on 127.0.0.1 and gives each connection a platform thread: what handles a request waits in
/// native code, where a virtual thread would hold on to its carrier.
public final class HttpListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpListener.class);
  private static final int IDLE_MILLIS = 60_000;

  /// Answers one request; what it throws ends the connection.
  @FunctionalInterface
  public interface Handler {
    /// Answers the exchange, on a thread of its own.
    void handle(HttpExchange exchange) throws IOException;
  }

  private final ServerSocket listener;
  private final Handler handler;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private HttpListener(ServerSocket listener, Handler handler) {
    this.listener = listener;
    this.handler = handler;
  }

  /// Starts to listen.
  ///
  /// @param port 0 for one that is free
  /// @throws IOException the port is taken
  public static HttpListener start(int port, Handler handler) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port),
          128);
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
    HttpListener server = new HttpListener(socket, handler);
    // Not a daemon: it is what keeps the process while it serves.
    Thread.ofPlatform().name("http-accept").start(server::accept);
    return server;
  }

  /// The port that is listened on.
  public int port() {
    return listener.getLocalPort();
  }

  /// Stops listening and ends all connections.
  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.add(socket);
        Thread.ofPlatform().daemon().name("http-" + socket.getPort())
            .start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          log.warn("A connection was not accepted: {}", e.getMessage());
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(IDLE_MILLIS);
      SocketInput in = new SocketInput(socket);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      boolean more = true;
      while (more) {
        more = serveOne(in, out);
      }
    } catch (IOException e) {
      log.debug("A connection ended: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.warn("A request failed and its connection was closed", e);
    } finally {
      connections.remove(socket);
    }
  }

  private boolean serveOne(SocketInput in, OutputStream out) throws IOException {
    try {
      HttpExchange exchange = new HttpExchange(RequestHead.read(in), in, out);
      handler.handle(exchange);
      return exchange.finish();
    } catch (BadRequestException e) {
      out.write(("HTTP/1.1 " + e.status() + " " + HttpExchange.reason(e.status())
          + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      throw new SocketException(e.getMessage());
    }
  }
}
