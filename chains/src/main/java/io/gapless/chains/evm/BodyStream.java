package io.gapless.chains.evm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The body of an answer: counts its bytes, and keeps its beginning for errors.
final class BodyStream extends FilterInputStream {

  private static final int HEAD = 4096;

  private final byte[] head = new byte[HEAD];
  private int headLength;
  private long count;

  BodyStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    if (read > 0) {
      int kept = Math.min(read, HEAD - headLength);
      System.arraycopy(target, offset, head, headLength, kept);
      headLength += kept;
      count += read;
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /// How many bytes were read.
  long count() {
    return count;
  }

  /// The first bytes that were read, as text.
  String head() {
    return new String(head, 0, headLength, StandardCharsets.UTF_8);
  }

  /// Whether what was read begins like JSON-RPC.
  boolean looksLikeJson() {
    String text = head().stripLeading();
    return text.startsWith("{") || text.startsWith("[");
  }
}
