package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Moves over JSON in the bytes of a stream, and makes nothing of them that is not asked for.
///
/// What it passes over is read only as far as its end has to be found. An end that comes early is a
/// [JsonEOFException], what cannot be JSON another [IOException]. For one thread.
final class JsonBytes {

  private static final int CAPACITY = 1 << 16;
  /// Eight bytes, the first in the lowest.
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;

  private final InputStream in;
  private byte[] bytes = new byte[CAPACITY];
  /// What is read next, and the end of what is there.
  private int at;
  private int end;
  /// From where on bytes must stay; where it is negative, from [#at].
  private int kept = -1;
  private int textStart;
  private int textLength;

  JsonBytes(InputStream in) {
    this.in = in;
  }

  /// The first byte of what comes next.
  int peek() throws IOException {
    while (true) {
      while (at < end) {
        byte next = bytes[at];
        if (next > ' ') {
          return next;
        }
        requireSpace(next);
        at++;
      }
      if (!fill()) {
        throw endsEarly();
      }
    }
  }

  /// Passes a byte that has to come next.
  void take(char expected) throws IOException {
    if (!takeIf(expected)) {
      throw unexpected("'" + expected + "'");
    }
  }

  /// Passes a byte if it comes next.
  boolean takeIf(char wanted) throws IOException {
    // mostly there is no space between
    if ((at < end && bytes[at] == wanted) || peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /// Passes the comma before another element, or the end of the list or object.
  ///
  /// @param close the byte that ends it
  /// @return whether there is another
  boolean hasMore(char close) throws IOException {
    if (takeIf(',')) {
      return true;
    }
    take(close);
    return false;
  }

  /// Refuses anything but the end.
  void requireEnd() throws IOException {
    do {
      while (at < end) {
        if (bytes[at] > ' ') {
          throw unexpected("nothing after the answer");
        }
        requireSpace(bytes[at++]);
      }
    } while (fill());
  }

  /// Passes a text, which then lies in [#bytes] until anything else is read: [#textLength] bytes from
  /// [#textStart] on, escapes as they are written.
  void text() throws IOException {
    take('"');
    int length = 0;
    while (true) {
      length = endOfPlain(at + length) - at;
      if (at + length < end) {
        if (bytes[at + length] == '"') {
          textStart = at;
          textLength = length;
          at += length + 1;
          return;
        }
        length += 2; // a backslash, and what it stands before
      } else if (!fill()) {
        throw endsEarly();
      }
    }
  }

  /// Where the next quotation mark or backslash is, or the end of what is there.
  private int endOfPlain(int from) {
    int i = from;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, i);
      long found = zeros(eight ^ '"' * EACH) | zeros(eight ^ '\\' * EACH);
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (i < end && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /// The highest bit of each byte that is zero, up to the lowest that is; what is set above that one
  /// may be wrong.
  private static long zeros(long eight) {
    return (eight - EACH) & ~eight & (EACH << 7);
  }

  /// Passes a text that is expected to be so long, at a look: else as any other.
  void text(int expectedLength) throws IOException {
    int close = at + 1 + expectedLength;
    if (close < end && bytes[at] == '"' && bytes[close] == '"') {
      textStart = at + 1;
      textLength = expectedLength;
      at = close + 1;
    } else {
      text();
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int textStart() {
    return textStart;
  }

  int textLength() {
    return textLength;
  }

  /// Passes a value of any kind.
  void skip() throws IOException {
    switch (peek()) {
      case '"' -> text();
      case '{', '[' -> skipNested();
      default -> skipScalar();
    }
  }

  /// Passes a value of any kind, and gives a copy of it.
  byte[] copy() throws IOException {
    var _ = peek();
    kept = at;
    skip();
    byte[] copy = Arrays.copyOfRange(bytes, kept, at);
    kept = -1;
    return copy;
  }

  private void skipNested() throws IOException {
    int depth = 0;
    do {
      switch (peek()) {
        case '"' -> text();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    } while (depth > 0);
  }

  private void skipScalar() throws IOException {
    int length = 0;
    do {
      while (at < end && isOfScalar(bytes[at])) {
        at++;
        length++;
      }
    } while (at == end && fill());
    if (length == 0) {
      throw unexpected("a value");
    }
  }

  private static boolean isOfScalar(byte next) {
    return (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') || next == '-'
        || next == '+'
        || next == '.' || next == 'E';
  }

  /// Reads more; false at the end of the stream. What must stay may move to another place.
  private boolean fill() throws IOException {
    int from = kept < 0 ? at : kept;
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, end - from);
      at -= from;
      end -= from;
      kept = kept < 0 ? kept : 0;
    }
    if (end == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.multiplyExact(bytes.length, 2));
    }
    int read = in.read(bytes, end, bytes.length - end);
    end += Math.max(0, read);
    return read >= 0;
  }

  private static void requireSpace(byte next) throws IOException {
    if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
      throw new JsonParseException(null, "expected JSON, got the byte " + next);
    }
  }

  private JsonParseException unexpected(String expected) {
    return new JsonParseException(null,
        "expected " + expected + ", got '" + (char) bytes[at] + "'");
  }

  private static JsonEOFException endsEarly() {
    return new JsonEOFException(null, null, "the answer ends early");
  }
}
