package io.gapless.chains.xrpl.ws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gapless.chains.endpoint.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that writes bytes of a test's choice, from the answer to the handshake on.
final class RawServer implements AutoCloseable {

  /// Deals with one connection, whose request line and headers were read; closed afterwards.
  @FunctionalInterface
  interface Play {
    void deal(String head, Socket socket) throws IOException;
  }

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger connections = new AtomicInteger();

  RawServer(Play play) throws IOException {
    threads.execute(() -> accept(play));
  }

  private void accept(Play play) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        threads.execute(() -> deal(play, socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void deal(Play play, Socket socket) {
    try (socket) {
      play.deal(head(socket.getInputStream()), socket);
    } catch (IOException e) {
      // The client was faster.
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    for (int next = in.read(); next >= 0 && head.indexOf("\r\n\r\n") < 0; next = in.read()) {
      head.append((char) next);
      if (head.indexOf("\r\n\r\n") >= 0) {
        break;
      }
    }
    return head.toString();
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// Takes the handshake, as a WebSocket server does.
  static void welcome(String head, Socket socket) throws IOException {
    String key = head.lines().filter(line -> line.startsWith("Sec-WebSocket-Key:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("");
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
      write(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
          + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
          + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  Endpoint endpoint(String scheme) {
    return Endpoint.of(scheme + "://127.0.0.1:" + server.getLocalPort() + "/SECRETKEY");
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
