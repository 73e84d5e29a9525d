package io.gapless.chains.xrpl.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.xrpl.codec.AccountId;
import io.gapless.chains.xrpl.codec.CurrencyCode;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Writes amounts and numbers in binary form, exactly or not at all.
/// [Amount fields](https://xrpl.org/docs/references/protocol/binary-format#amount-fields)
final class AmountWriter {

  private static final long POSITIVE = 1L << 62;
  private static final long ISSUED = 1L << 63;
  private static final int MPT = 0x20;
  private static final int MPT_POSITIVE = 0x40;
  private static final int MPT_ID_LENGTH = 24;
  private static final long MAX_DROPS = 100_000_000_000_000_000L;

  private static final int ISSUED_DIGITS = 16;
  private static final int MIN_EXPONENT = -96;
  private static final int MAX_EXPONENT = 80;
  private static final int EXPONENT_OFFSET = 97;
  private static final int MANTISSA_BITS = 54;

  /// A number has so many where they fit 63 bits, else one less.
  private static final int NUMBER_DIGITS = 19;
  private static final int MAX_NUMBER_EXPONENT = 32_768;

  /// More than any server writes.
  private static final int MAX_CHARACTERS = 100;

  private final ByteWriter out;

  AmountWriter(ByteWriter out) {
    this.out = out;
  }

  void amount(JsonNode amount) {
    if (amount.isTextual()) {
      drops(Long.parseLong(amount.textValue()));
    } else if (amount.has("mpt_issuance_id")) {
      mpt(amount);
    } else {
      issued(amount);
    }
  }

  private void drops(long drops) {
    if (drops > MAX_DROPS || drops < -MAX_DROPS) {
      throw new IllegalArgumentException("more XRP than there is: " + drops);
    }
    out.number(drops < 0 ? -drops : drops | POSITIVE, 8);
  }

  private void mpt(JsonNode amount) {
    long units = Long.parseLong(ValueWriter.text(amount.path("value")));
    if (units == Long.MIN_VALUE) {
      throw new IllegalArgumentException("more than a token has: " + units);
    }
    out.number(MPT | (units < 0 ? 0 : MPT_POSITIVE), 1)
        .number(Math.abs(units), 8)
        .all(ValueWriter.hex(amount.path("mpt_issuance_id"), MPT_ID_LENGTH));
  }

  private void issued(JsonNode amount) {
    BigDecimal value = decimal(ValueWriter.text(amount.path("value")));
    out.number(value.signum() == 0 ? ISSUED : bits(value), 8)
        .all(CurrencyCode.bytes(ValueWriter.text(amount.path("currency"))))
        .all(AccountId.of(ValueWriter.text(amount.path("issuer"))).bytes());
  }

  private static long bits(BigDecimal value) {
    Scaled scaled = Scaled.of(value, ISSUED_DIGITS);
    if (scaled.exponent < MIN_EXPONENT || scaled.exponent > MAX_EXPONENT) {
      throw new IllegalArgumentException("not an amount: " + value);
    }
    return ISSUED | (value.signum() > 0 ? POSITIVE : 0)
        | (scaled.exponent + EXPONENT_OFFSET) << MANTISSA_BITS
        | scaled.mantissa.longValueExact();
  }

  /// A number without unit: 64 bits of mantissa with its sign, 32 of exponent.
  /// [Number](https://github.com/XRPLF/rippled/blob/develop/include/xrpl/basics/Number.h)
  void number(String text) {
    BigDecimal value = decimal(text);
    if (value.signum() == 0) {
      out.number(0, 8).number(Integer.MIN_VALUE, 4);
      return;
    }
    Scaled scaled = Scaled.of(value, NUMBER_DIGITS);
    if (scaled.mantissa.bitLength() > 63) {
      scaled = Scaled.of(value, NUMBER_DIGITS - 1);
    }
    if (Math.abs(scaled.exponent) > MAX_NUMBER_EXPONENT) {
      throw new IllegalArgumentException("not a number: " + text);
    }
    long mantissa = scaled.mantissa.longValueExact();
    out.number(value.signum() > 0 ? mantissa : -mantissa, 8).number(scaled.exponent, 4);
  }

  private static BigDecimal decimal(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException("a number of " + text.length() + " characters");
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + text);
    }
  }

  /// A number without its sign: `mantissa` times ten to the `exponent`.
  ///
  /// @param mantissa of so many digits as were asked for
  private record Scaled(BigInteger mantissa, long exponent) {

    /// Refuses a number of more digits with an [IllegalArgumentException].
    static Scaled of(BigDecimal value, int digits) {
      BigDecimal shortest = value.stripTrailingZeros();
      int missing = digits - shortest.precision();
      if (missing < 0) {
        throw new IllegalArgumentException("more than " + digits + " digits: " + value);
      }
      return new Scaled(shortest.unscaledValue().abs().multiply(BigInteger.TEN.pow(missing)),
          -(long) shortest.scale() - missing);
    }
  }
}
