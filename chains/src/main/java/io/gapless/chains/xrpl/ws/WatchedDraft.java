package io.gapless.chains.xrpl.ws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.IncompleteHandshakeException;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.Handshakedata;

/// The WebSocket protocol without extensions, which keeps what a server says that refuses the
/// handshake, and notes when bytes come in.
final class WatchedDraft extends Draft_6455 {

  private final Watch watch;

  WatchedDraft(int maxMessageBytes, Watch watch) {
    super(List.of(), maxMessageBytes);
    this.watch = watch;
  }

  /// What was seen of a connection; the library copies its draft, and the copies share it.
  static final class Watch {
    private volatile String handshake = "";
    private volatile long receivedAt = System.nanoTime();

    HandshakeAnswer handshake() {
      return HandshakeAnswer.of(handshake);
    }

    /// When bytes came in last, by [System#nanoTime].
    long receivedAt() {
      return receivedAt;
    }
  }

  @Override
  public Handshakedata translateHandshake(ByteBuffer buffer) throws InvalidHandshakeException {
    watch.handshake = ISO_8859_1.decode(buffer.duplicate()).toString();
    if (watch.handshake().refuses() && !HandshakeAnswer.isComplete(watch.handshake)) {
      throw new IncompleteHandshakeException();
    }
    return super.translateHandshake(buffer);
  }

  @Override
  public List<Framedata> translateFrame(ByteBuffer buffer) throws InvalidDataException {
    watch.receivedAt = System.nanoTime();
    return super.translateFrame(buffer);
  }

  @Override
  public Draft copyInstance() {
    return new WatchedDraft(getMaxFrameSize(), watch);
  }
}
