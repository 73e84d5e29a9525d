package io.gapless.simulator.xrpl.encoding;

import java.math.BigDecimal;
import java.util.HexFormat;

/// An amount of XRP, of an issued currency or of a multi-purpose token.
public sealed interface Amount {
  /// The number as the JSON form shows it: drops, exact decimal, or units.
  String value();

  /// XRP.
  ///
  /// @param drops millionths of an XRP, 0 or more
  record Drops(long drops) implements Amount {
    @Override
    public String value() {
      return String.valueOf(drops);
    }
  }

  /// An issued currency, exactly `mantissa * 10^exponent`.
  ///
  /// @param mantissa of 16 digits, negative in balances, or 0
  /// @param exponent −96 to 80; −100 with the mantissa 0
  /// @param currency which
  /// @param issuer whose
  record Issued(long mantissa, int exponent, Currency currency,
      AccountId issuer) implements Amount {
    /// Largest exponent.
    public static final int MAX_EXPONENT = 80;
    /// Smallest exponent.
    public static final int MIN_EXPONENT = -96;
    /// Largest mantissa.
    public static final long MAX_MANTISSA = 9_999_999_999_999_999L;
    /// Smallest mantissa above 0.
    public static final long MIN_MANTISSA = 1_000_000_000_000_000L;
    private static final int ZERO_EXPONENT = -100;
    private static final int PLAIN_ABOVE = -25;
    private static final int PLAIN_BELOW = -5;

    public Issued {
      long absolute = Math.abs(mantissa);
      boolean zero = mantissa == 0 && exponent == ZERO_EXPONENT;
      if (!zero && (absolute < MIN_MANTISSA || absolute > MAX_MANTISSA || exponent < MIN_EXPONENT
          || exponent > MAX_EXPONENT)) {
        throw new IllegalArgumentException("not canonical: " + mantissa + "e" + exponent);
      }
    }

    /// Nothing of a currency.
    public static Issued zero(Currency currency, AccountId issuer) {
      return new Issued(0, ZERO_EXPONENT, currency, issuer);
    }

    /// Any number of up to 16 digits, made canonical.
    public static Issued of(long number, int exponent, Currency currency, AccountId issuer) {
      if (number == 0) {
        return zero(currency, issuer);
      }
      long mantissa = number;
      int shifted = exponent;
      while (Math.abs(mantissa) < MIN_MANTISSA) {
        mantissa *= 10;
        shifted--;
      }
      return new Issued(mantissa, shifted, currency, issuer);
    }

    /// The same of another issuer.
    public Issued withIssuer(AccountId issuer) {
      return new Issued(mantissa, exponent, currency, issuer);
    }

    /// The same with another sign.
    public Issued negated() {
      return new Issued(-mantissa, exponent, currency, issuer);
    }

    /// As rippled writes it: plain where the exponent is −25 to −5 or 0, else `1000000000000000e-96`.
    @Override
    public String value() {
      if (mantissa == 0) {
        return "0";
      }
      if (exponent < PLAIN_ABOVE || (exponent > PLAIN_BELOW && exponent != 0)) {
        return mantissa + "e" + exponent;
      }
      return BigDecimal.valueOf(mantissa, -exponent).stripTrailingZeros().toPlainString();
    }
  }

  /// A multi-purpose token.
  ///
  /// @param units 0 or more
  /// @param sequence of the transaction that made the token
  /// @param issuer who made it
  record Mpt(long units, int sequence, AccountId issuer) implements Amount {
    /// The token's id: 24 bytes, the sequence before the issuer.
    public byte[] issuanceId() {
      return new BinaryBuffer(24).number(sequence, 4).all(issuer.bytes()).bytes();
    }

    /// The token's id in 48 upper-case hex digits.
    public String issuanceIdText() {
      return HexFormat.of().withUpperCase().formatHex(issuanceId());
    }

    @Override
    public String value() {
      return String.valueOf(units);
    }
  }
}
