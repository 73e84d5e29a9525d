package io.gapless.chains.evm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Hex digits to bytes and numbers, without a String in between.
final class Hex {

  /// Eight digits, the first in the highest byte.
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGHEST = EACH << 7;

  private static final byte[] DIGITS = new byte[128];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      DIGITS[Character.forDigit(digit, 16)] = (byte) digit;
      DIGITS[Character.toUpperCase(Character.forDigit(digit, 16))] = (byte) digit;
    }
  }

  private Hex() {}

  /// Decodes `0x` and exactly `length` bytes into `target`.
  static void bytes(char[] text, int offset, int textLength, byte[] target, int length) {
    if (textLength != 2 + 2 * length) {
      throw new NotHexException(length + " bytes expected, got " + textLength + " characters");
    }
    requirePrefix(text, offset, textLength);
    int bad = 0;
    int at = offset + 2;
    for (int i = 0; i < length; i++, at += 2) {
      int value = digit(text[at]) << 4 | digit(text[at + 1]);
      bad |= value;
      target[i] = (byte) value;
    }
    if (bad < 0) {
      throw new NotHexException("a character is not a hex digit");
    }
  }

  /// The same of text in ASCII.
  static void bytes(byte[] text, int offset, int textLength, byte[] target, int length) {
    if (textLength != 2 + 2 * length) {
      throw new NotHexException(length + " bytes expected, got " + textLength + " characters");
    }
    requirePrefix(text, offset, textLength);
    int at = offset + 2;
    int i = 0;
    long good = HIGHEST;
    for (; i + 4 <= length; i += 4, at += 8) {
      long digits = (long) EIGHT.get(text, at);
      good &= areDigits(digits);
      // a letter's low half is one less than 10 below its value, and its bit 6 tells it from a figure
      long values = (digits & 0x0F * EACH) + 9 * (digits >>> 6 & EACH);
      FOUR.set(target, i, (int) Long.compress(values, 0x0F * EACH));
    }
    int bad = good == HIGHEST ? 0 : -1;
    for (; i < length; i++, at += 2) {
      int value = digit((char) text[at]) << 4 | digit((char) text[at + 1]);
      bad |= value;
      target[i] = (byte) value;
    }
    if (bad < 0) {
      throw new NotHexException("a character is not a hex digit");
    }
  }

  /// The highest bit of each byte that is a hex digit.
  private static long areDigits(long ascii) {
    long lower = ascii | 0x20 * EACH;
    long figures = ascii + (0x80 - '0') * EACH & ~(ascii + (0x7F - '9') * EACH);
    long letters = lower + (0x80 - 'a') * EACH & ~(lower + (0x7F - 'f') * EACH);
    return (figures | letters) & ~ascii & HIGHEST;
  }

  /// Reads `0x1f`, at most 63 bits.
  static long quantity(byte[] text, int offset, int textLength) {
    requirePrefix(text, offset, textLength);
    if (textLength == 2) {
      throw new NotHexException("no digits");
    }
    long value = 0;
    for (int at = offset + 2; at < offset + textLength; at++) {
      value = withDigit(value, (char) text[at]);
    }
    return value;
  }

  /// The same of characters.
  static long quantity(char[] text, int offset, int textLength) {
    requirePrefix(text, offset, textLength);
    if (textLength == 2) {
      throw new NotHexException("no digits");
    }
    long value = 0;
    for (int at = offset + 2; at < offset + textLength; at++) {
      value = withDigit(value, text[at]);
    }
    return value;
  }

  private static long withDigit(long value, char character) {
    int digit = digit(character);
    if (digit < 0 || value >>> 59 != 0) {
      throw new NotHexException("not a number of at most 63 bits");
    }
    return value << 4 | digit;
  }

  static byte[] bytes(String text) {
    if (text.length() % 2 != 0) {
      throw new NotHexException("odd number of digits");
    }
    var bytes = new byte[Math.max(0, text.length() / 2 - 1)];
    bytes(text.toCharArray(), 0, text.length(), bytes, bytes.length);
    return bytes;
  }

  /// The bytes of a number of any length, the first of which may be zero.
  static byte[] number(String text) {
    boolean odd = text.length() % 2 != 0;
    return bytes(odd && text.length() > 2 ? "0x0" + text.substring(2) : text);
  }

  static long quantity(String text) {
    return quantity(text.toCharArray(), 0, text.length());
  }

  private static int digit(char character) {
    return character < DIGITS.length ? DIGITS[character] : -1;
  }

  private static void requirePrefix(char[] text, int offset, int length) {
    if (length < 2 || text[offset] != '0' || (text[offset + 1] | 0x20) != 'x') {
      throw new NotHexException("no 0x in front");
    }
  }

  private static void requirePrefix(byte[] text, int offset, int length) {
    if (length < 2 || text[offset] != '0' || (text[offset + 1] | 0x20) != 'x') {
      throw new NotHexException("no 0x in front");
    }
  }

  /// The text is not the hex that was expected.
  static final class NotHexException extends IllegalArgumentException {
    NotHexException(String why) {
      super("not hex: " + why);
    }
  }
}
