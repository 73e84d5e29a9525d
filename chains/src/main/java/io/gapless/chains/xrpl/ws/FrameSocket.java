package io.gapless.chains.xrpl.ws;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.xrpl.XrplSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The library's connection: tells a [Listener] what happens, from the thread that reads the socket.
final class FrameSocket extends WebSocketClient {

  private static final Logger LOG = LoggerFactory.getLogger(FrameSocket.class);

  private final Endpoint endpoint;
  private final Listener listener;

  FrameSocket(Endpoint endpoint, XrplSettings settings, WatchedDraft draft, Listener listener) {
    super(endpoint.uri(), draft,
        endpoint.authorization().map(value -> Map.of("Authorization", value)).orElse(Map.of()),
        (int) Math.min(Integer.MAX_VALUE, settings.connectTimeout().toMillis()));
    this.endpoint = endpoint;
    this.listener = listener;
    setTcpNoDelay(true);
    setDaemon(true);
    setConnectionLostTimeout((int) Math.min(Integer.MAX_VALUE, settings.ping().toSeconds()));
  }

  /// What happens to a connection, in this order: `opened` or not, messages, `closed` once or, very
  /// rarely, more than once.
  interface Listener {
    void opened();

    void received(String text);

    void closed(int code, String reason, boolean remote);

    void failed(Exception cause);
  }

  /// Ends it without waiting for anybody.
  void abort() {
    Thread.startVirtualThread(() -> {
      closeConnection(CloseFrame.ABNORMAL_CLOSE, "given up");
      Socket socket = getSocket();
      if (socket == null) {
        return;
      }
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("{}: cannot close a socket: {}", endpoint, e.getClass().getSimpleName());
      }
    });
  }

  /// Shakes hands at once: later the library would do so on two threads, and one of them may close
  /// the connection before the other has said why the server is not trusted.
  @Override
  protected void onSetSSLParameters(SSLParameters parameters) {
    super.onSetSSLParameters(parameters);
    if (getSocket() instanceof SSLSocket tls) {
      tls.setSSLParameters(parameters);
      try {
        tls.startHandshake();
      } catch (IOException e) {
        throw new UncheckedIOException("no TLS connection", e);
      }
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    listener.opened();
  }

  @Override
  public void onMessage(String message) {
    listener.received(message);
  }

  @Override
  public void onClose(int code, @Nullable String reason, boolean remote) {
    listener.closed(code, Objects.requireNonNullElse(reason, ""), remote);
  }

  @Override
  public void onError(Exception cause) {
    listener.failed(cause);
  }
}
