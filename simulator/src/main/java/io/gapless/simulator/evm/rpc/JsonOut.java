package io.gapless.simulator.evm.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Writes JSON as bytes, hexadecimal above all, through one buffer; for one thread. It knows
/// nothing of JSON's grammar.
public final class JsonOut {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(UTF_8);
  private static final short[] PAIRS = new short[256];
  private static final VarHandle PAIR =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  /// Room that one write without a check of its own may need.
  private static final int SLACK = 64;

  static {
    for (int i = 0; i < PAIRS.length; i++) {
      PAIRS[i] = (short) ((DIGITS[i >>> 4] << 8) | DIGITS[i & 0xf]);
    }
  }

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 14];
  private int size;

  public JsonOut(OutputStream out) {
    this.out = out;
  }

  /// Writes text as it is.
  public JsonOut raw(String text) throws IOException {
    return raw(text.getBytes(UTF_8));
  }

  /// Writes bytes as they are.
  public JsonOut raw(byte[] bytes) throws IOException {
    if (bytes.length > buffer.length - size) {
      flush();
      if (bytes.length > buffer.length) {
        out.write(bytes);
        return this;
      }
    }
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
    return this;
  }

  /// Writes `"0x…"` of all bytes.
  public JsonOut hex(byte[] bytes) throws IOException {
    return hex(bytes, 0, bytes.length);
  }

  /// Writes `"0x…"` of some bytes.
  public JsonOut hex(byte[] bytes, int offset, int length) throws IOException {
    room(SLACK);
    open();
    int from = offset;
    int left = length;
    while (left > 0) {
      room(SLACK);
      int taken = Math.min(left, (buffer.length - size) / 2);
      for (int end = from + taken; from < end; from++, size += 2) {
        PAIR.set(buffer, size, PAIRS[bytes[from] & 0xff]);
      }
      left -= taken;
    }
    room(SLACK);
    buffer[size++] = '"';
    return this;
  }

  /// Writes a quantity, `"0x…"` without leading zeros.
  public JsonOut quantity(long value) throws IOException {
    room(SLACK);
    open();
    digits(value);
    buffer[size++] = '"';
    return this;
  }

  /// Writes bytes, the first of them not 0, as a quantity.
  public JsonOut quantity(byte[] bytes) throws IOException {
    room(SLACK);
    open();
    digits(bytes[0] & 0xff);
    room(bytes.length * 2 + 1);
    for (int i = 1; i < bytes.length; i++, size += 2) {
      PAIR.set(buffer, size, PAIRS[bytes[i] & 0xff]);
    }
    buffer[size++] = '"';
    return this;
  }

  /// Hands what is buffered to the stream.
  public void flush() throws IOException {
    out.write(buffer, 0, size);
    size = 0;
  }

  /// The number of characters of a quantity's digits.
  public static int digitCount(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 3) / 4);
  }

  private void open() {
    buffer[size] = '"';
    buffer[size + 1] = '0';
    buffer[size + 2] = 'x';
    size += 3;
  }

  private void digits(long value) {
    for (int shift = (digitCount(value) - 1) * 4; shift >= 0; shift -= 4) {
      buffer[size++] = DIGITS[(int) (value >>> shift) & 0xf];
    }
  }

  private void room(int bytes) throws IOException {
    if (bytes > buffer.length - size) {
      flush();
    }
  }
}
