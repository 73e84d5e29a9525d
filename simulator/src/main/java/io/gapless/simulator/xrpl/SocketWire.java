package io.gapless.simulator.xrpl;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection that is a socket.
final class SocketWire implements Wire {
  private static final Logger LOG = LoggerFactory.getLogger(SocketWire.class);
  private static final int FLUSH_TRIES = 500;

  private final WebSocketImpl connection;
  private final Consumer<WebSocket> writeDemand;

  /// @param writeDemand tells the server that a connection has something to send
  SocketWire(WebSocket connection, Consumer<WebSocket> writeDemand) {
    this.connection = (WebSocketImpl) connection;
    this.writeDemand = writeDemand;
  }

  @Override
  public String address() {
    var remote = connection.getRemoteSocketAddress();
    return remote == null ? "gone" : remote.getAddress().getHostAddress();
  }

  @Override
  public void send(String text) {
    try {
      connection.send(text);
    } catch (WebsocketNotConnectedException e) {
      LOG.debug("Nobody waits for the answer any more", e);
    }
  }

  @Override
  public void close(int code, String reason) {
    connection.close(code, reason);
  }

  @Override
  public void cut() {
    connection.closeConnection(CloseFrame.ABNORMAL_CLOSE, "cut");
  }

  @Override
  public void cutMidway(String text) {
    for (Framedata frame : connection.getDraft().createFrames(text, false)) {
      ByteBuffer bytes = connection.getDraft().createBinaryFrame(frame);
      bytes.limit(bytes.remaining() / 2);
      connection.outQueue.add(bytes);
    }
    writeDemand.accept(connection);
    flush();
    cut();
  }

  /// Tells the server again and again: between its look at an empty queue and the end of that turn it
  /// misses what it is told (`WebSocketServer.doWrite` of Java-WebSocket 1.6.0, which it also runs
  /// for connections that have been read from), and the answer would wait for the next one.
  @Override
  public void flush() {
    try {
      for (int i = 0; i < FLUSH_TRIES && connection.hasBufferedData(); i++) {
        Thread.sleep(1);
        writeDemand.accept(connection);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
