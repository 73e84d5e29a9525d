package io.gapless.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on a port of 127.0.0.1 and answers each connection on a virtual thread of its own.
public final class HttpListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpListener.class);
  private static final byte[] LOCALHOST = {127, 0, 0, 1};
  private static final int BACKLOG = 1_024;

  /// Answers requests, on many threads at once.
  @FunctionalInterface
  public interface Handler {
    /// Answers one request; an interrupt ends the connection.
    HttpReply answer(HttpRequest request) throws InterruptedException;
  }

  private final ServerSocket server;
  private final Handler handler;
  private final boolean gzip;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private HttpListener(ServerSocket server, Handler handler, boolean gzip) {
    this.server = server;
    this.handler = handler;
    this.gzip = gzip;
  }

  /// Starts to listen.
  ///
  /// @param port 0 for any free one
  /// @param gzip whether to compress replies for clients that accept it
  /// @throws UncheckedIOException if the port is taken
  public static HttpListener start(int port, boolean gzip, Handler handler) {
    try {
      var server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getByAddress(LOCALHOST), port), BACKLOG);
      var listener = new HttpListener(server, handler, gzip);
      Thread.ofVirtual().name("simulator-accept-" + server.getLocalPort()).start(listener::accept);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
  }

  /// The port listened on.
  public int port() {
    return server.getLocalPort();
  }

  /// Stops listening and cuts all connections.
  @Override
  public void close() {
    closeQuietly(server);
    connections.forEach(HttpListener::closeQuietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        if (server.isClosed()) {
          closeQuietly(socket);
        }
        Thread.ofVirtual().name("simulator-connection").start(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          log.warn("Connection not accepted: {}", e.getMessage());
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new HttpConnection(socket, handler, gzip).run();
    } catch (IOException e) {
      log.debug("Connection ended: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("Request failed, connection closed", e);
    } finally {
      connections.remove(socket);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      log.debug("Not closed: {}", e.getMessage());
    }
  }
}
