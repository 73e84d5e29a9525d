package io.gapless.simulator.xrpl;

import java.nio.ByteBuffer;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection that is a socket.
final class SocketWire implements Wire {
  private static final Logger LOG = LoggerFactory.getLogger(SocketWire.class);
  private static final int FLUSH_TRIES = 500;

  private final WebSocket connection;
  private final WebSocketServer server;

  SocketWire(WebSocket connection, WebSocketServer server) {
    this.connection = connection;
    this.server = server;
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
    var socket = (WebSocketImpl) connection;
    for (Framedata frame : socket.getDraft().createFrames(text, false)) {
      ByteBuffer bytes = socket.getDraft().createBinaryFrame(frame);
      bytes.limit(bytes.remaining() / 2);
      socket.outQueue.add(bytes);
    }
    server.onWriteDemand(socket);
    try {
      for (int i = 0; i < FLUSH_TRIES && socket.hasBufferedData(); i++) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cut();
  }
}
