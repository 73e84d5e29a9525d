package io.gapless.embedded.clickhouse.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/// What a client sends, buffered, and a look at whether it is still there. One thread reads; another
/// may call [#peerGone] only while nobody reads.
final class SocketInput {
  private static final int MAX_LINE_BYTES = 1 << 20;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private boolean ended;

  SocketInput(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  int read(byte[] bytes, int offset, int length) throws IOException {
    if (position < limit) {
      int step = Math.min(length, limit - position);
      System.arraycopy(buffer, position, bytes, offset, step);
      position += step;
      return step;
    }
    if (length >= buffer.length) {
      return in.read(bytes, offset, length);
    }
    return fill() ? read(bytes, offset, length) : -1;
  }

  /// The next byte, -1 at the end.
  int read() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xff : -1;
  }

  /// A line without its end (CR LF or LF).
  ///
  /// @throws EOFException the client left, before or within the line
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = read();
    while (next != '\n') {
      if (next < 0) {
        throw new EOFException("the client left");
      }
      if (line.length() >= MAX_LINE_BYTES) {
        throw new BadRequestException(431, "a line of the request is longer than 1 MiB");
      }
      line.append((char) next);
      next = read();
    }
    int end = line.length();
    if (end > 0 && line.charAt(end - 1) == '\r') {
      line.setLength(end - 1);
    }
    return line.toString();
  }

  /// Whether the client closed its side. Waits for at most a millisecond.
  boolean peerGone() {
    if (ended || position < limit) {
      return ended;
    }
    try {
      int timeout = socket.getSoTimeout();
      socket.setSoTimeout(1);
      try {
        return !fill();
      } catch (SocketTimeoutException e) {
        return false;
      } finally {
        socket.setSoTimeout(timeout);
      }
    } catch (IOException e) {
      return true;
    }
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    ended = read < 0;
    position = 0;
    limit = Math.max(read, 0);
    return !ended;
  }
}
