package io.gapless.embedded.clickhouse.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// An answer's body in chunks. [#close] ends it properly; without that the client sees that it was
/// cut.
final class AnswerBody extends OutputStream {
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final boolean chunked;
  private final boolean silent;
  private boolean closed;

  /// @param chunked false where the client is too old for it: then the end of the connection ends
  ///     the body
  /// @param silent for `HEAD`: nothing is sent
  AnswerBody(OutputStream out, boolean chunked, boolean silent) {
    this.out = out;
    this.chunked = chunked;
    this.silent = silent;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[]{(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0 || silent) {
      return;
    }
    if (chunked) {
      out.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
      out.write(LINE_END);
      out.write(bytes, offset, length);
      out.write(LINE_END);
    } else {
      out.write(bytes, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      if (chunked && !silent) {
        out.write(LAST_CHUNK);
      }
      out.flush();
    }
  }

  boolean isClosed() {
    return closed;
  }
}
