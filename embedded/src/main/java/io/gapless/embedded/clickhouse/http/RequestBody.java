package io.gapless.embedded.clickhouse.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A request's body, of known length or in chunks. A body that ends before its end is an
/// [EOFException], so that half an insert is never taken for a whole one.
final class RequestBody extends InputStream {
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n"
      .getBytes(StandardCharsets.US_ASCII);

  private final SocketInput in;
  private final boolean chunked;
  private final OutputStream out;
  private boolean awaited;
  private boolean done;
  private boolean anyChunk;
  private long left;

  private RequestBody(SocketInput in, OutputStream out, boolean chunked, long left,
      boolean awaited) {
    this.in = in;
    this.out = out;
    this.chunked = chunked;
    this.left = left;
    this.awaited = awaited;
    this.done = !chunked && left == 0;
  }

  static RequestBody of(RequestHead head, SocketInput in, OutputStream out)
      throws BadRequestException {
    boolean chunked = head.header("transfer-encoding")
        .filter(coding -> coding.equalsIgnoreCase("chunked")).isPresent();
    boolean awaited = head.header("expect")
        .filter(expected -> expected.equalsIgnoreCase("100-continue")).isPresent();
    if (!chunked && head.header("transfer-encoding").isPresent()) {
      throw new BadRequestException(501, "a Transfer-Encoding other than chunked");
    }
    try {
      long length = chunked ? 0 : Long.parseLong(head.header("content-length").orElse("0"));
      if (length < 0) {
        throw new BadRequestException(400, "Content-Length < 0: " + length);
      }
      return new RequestBody(in, out, chunked, length, awaited);
    } catch (NumberFormatException e) {
      throw new BadRequestException(400, "Content-Length is no number");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (done || length == 0) {
      return done ? -1 : 0;
    }
    if (awaited) {
      awaited = false;
      out.write(CONTINUE);
      out.flush();
    }
    if (chunked && left == 0) {
      nextChunk();
      if (done) {
        return -1;
      }
    }
    int read = in.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the client left in the middle of a request's body");
    }
    left -= read;
    done = !chunked && left == 0;
    return read;
  }

  /// Whether all of it was read.
  boolean isDone() {
    return done;
  }

  /// Reads what is left, so that the next request can follow; false where that is not worth it.
  boolean skipRest() throws IOException {
    if (awaited && !done) {
      return false;
    }
    byte[] bytes = new byte[1 << 14];
    for (long skipped = 0; !done && skipped < 1 << 20;) {
      skipped += Math.max(read(bytes, 0, bytes.length), 0);
    }
    return done;
  }

  private void nextChunk() throws IOException {
    if (anyChunk && !in.line().isEmpty()) {
      throw new BadRequestException(400, "a chunk of the body is longer than it says");
    }
    anyChunk = true;
    String size = in.line();
    int extension = size.indexOf(';');
    try {
      left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
    } catch (NumberFormatException e) {
      throw new BadRequestException(400, "a chunk of the body has no valid size");
    }
    if (left < 0) {
      throw new BadRequestException(400, "a chunk of the body has no valid size");
    }
    if (left == 0) {
      while (!in.line().isEmpty()) {
        // trailers say nothing that we use
      }
      done = true;
    }
  }
}
