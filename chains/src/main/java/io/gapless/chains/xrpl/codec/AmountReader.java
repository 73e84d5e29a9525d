package io.gapless.chains.xrpl.codec;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Reads amounts from their bytes.
/// [Amount fields](https://xrpl.org/docs/references/protocol/binary-format#amount-fields)
final class AmountReader {

  static final int DROPS_LENGTH = 8;
  static final int ISSUED_LENGTH = 48;
  static final int MPT_LENGTH = 33;

  private static final long POSITIVE = 1L << 62;
  private static final long ISSUED_ZERO = 1L << 63;
  private static final long MAX_DROPS = 100_000_000_000_000_000L;
  private static final long MIN_MANTISSA = 1_000_000_000_000_000L;
  private static final long MAX_MANTISSA = 9_999_999_999_999_999L;
  private static final int MIN_EXPONENT = -96;
  private static final int MAX_EXPONENT = 80;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private AmountReader() {}

  /// Reads one of its length at the offset; refuses a number that the network does not allow with an
  /// [UnreadableBinaryException].
  static XrplAmount read(byte[] source, int offset, int length) {
    return switch (length) {
      case DROPS_LENGTH -> drops(bits(source, offset));
      case MPT_LENGTH -> mpt(source, offset);
      case ISSUED_LENGTH -> issued(source, offset);
      default -> throw new UnreadableBinaryException("an amount of " + length + " bytes");
    };
  }

  private static XrplAmount drops(long bits) {
    long drops = bits & ~POSITIVE;
    if (drops > MAX_DROPS || bits == 0) {
      throw new UnreadableBinaryException(
          bits == 0 ? "an amount of minus zero" : "more XRP than there is: " + drops);
    }
    return new XrplAmount.Drops((bits & POSITIVE) != 0 ? drops : -drops);
  }

  private static XrplAmount mpt(byte[] source, int offset) {
    long units = bits(source, offset + 1);
    if (units < 0) {
      throw new UnreadableBinaryException(
          "more than a token has: " + Long.toUnsignedString(units));
    }
    boolean positive = (source[offset] & 0x40) != 0;
    return new XrplAmount.Mpt(
        positive ? units : -units,
        HEX.formatHex(source, offset + 9, offset + MPT_LENGTH));
  }

  /// One bit says that it is issued, one that it is not negative, 8 the exponent, 54 the mantissa.
  private static XrplAmount issued(byte[] source, int offset) {
    long bits = bits(source, offset);
    long mantissa = bits & (1L << 54) - 1;
    int exponent = (int) (bits >>> 54 & 0xFF) - 97;
    boolean zero = bits == ISSUED_ZERO;
    if (!zero && (mantissa < MIN_MANTISSA || mantissa > MAX_MANTISSA
        || exponent < MIN_EXPONENT || exponent > MAX_EXPONENT)) {
      throw new UnreadableBinaryException("not an amount: " + mantissa + "e" + exponent);
    }
    return new XrplAmount.Issued(
        (bits & POSITIVE) != 0 ? mantissa : -mantissa,
        zero ? 0 : exponent,
        CurrencyCode.text(source, offset + 8),
        AccountId.of(source, offset + 8 + CurrencyCode.LENGTH));
  }

  private static long bits(byte[] source, int offset) {
    return ByteBuffer.wrap(source).getLong(offset);
  }
}
