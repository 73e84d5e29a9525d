package io.gapless.simulator.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;

/// Sends a reply: one that fits the buffer with its length, a longer one in chunks as it grows.
final class BodyStream extends OutputStream {
  private static final byte[] LINE_END = {'\r', '\n'};

  private final OutputStream socket;
  private final StringBuilder head;
  private final byte[] buffer = new byte[1 << 16];
  private int size;
  private boolean chunked;

  /// @param head status line and headers, without those that frame the body
  BodyStream(OutputStream socket, StringBuilder head) {
    this.socket = socket;
    this.head = head;
  }

  @Override
  public void write(int value) throws IOException {
    if (size == buffer.length) {
      sendChunk();
    }
    buffer[size++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (size == buffer.length) {
        sendChunk();
      }
      int taken = Math.min(left, buffer.length - size);
      System.arraycopy(source, from, buffer, size, taken);
      size += taken;
      from += taken;
      left -= taken;
    }
  }

  /// Sends what is there at once, as a chunk.
  @Override
  public void flush() throws IOException {
    sendChunk();
    socket.flush();
  }

  /// Ends the body; without this call the client sees that it is cut off.
  void finish() throws IOException {
    if (chunked) {
      sendChunk();
      socket.write("0\r\n\r\n".getBytes(US_ASCII));
    } else {
      head.append("Content-Length: ").append(size).append("\r\n\r\n");
      socket.write(head.toString().getBytes(US_ASCII));
      socket.write(buffer, 0, size);
    }
    socket.flush();
  }

  private void sendChunk() throws IOException {
    if (!chunked) {
      chunked = true;
      head.append("Transfer-Encoding: chunked\r\n\r\n");
      socket.write(head.toString().getBytes(US_ASCII));
    }
    if (size > 0) {
      socket.write((Integer.toHexString(size) + "\r\n").getBytes(US_ASCII));
      socket.write(buffer, 0, size);
      socket.write(LINE_END);
      size = 0;
    }
  }
}
