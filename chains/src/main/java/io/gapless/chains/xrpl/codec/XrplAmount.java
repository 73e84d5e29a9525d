package io.gapless.chains.xrpl.codec;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Optional;

/// An amount, exact to the last digit.
/// [Amount fields](https://xrpl.org/docs/references/protocol/binary-format#amount-fields)
public sealed interface XrplAmount {

  /// The number as servers write it in JSON: of XRP in drops, of issued currency plain or with `e`.
  String value();

  /// `XRP`, the code of an issued currency, or the issuance id of a multi-purpose token (48 hex
  /// digits in upper case).
  String currency();

  /// Who issued it; empty for XRP.
  Optional<AccountId> issuer();

  /// XRP, a millionth of which is a drop.
  record Drops(long drops) implements XrplAmount {

    @Override
    public String value() {
      return Long.toString(drops);
    }

    @Override
    public String currency() {
      return "XRP";
    }

    @Override
    public Optional<AccountId> issuer() {
      return Optional.empty();
    }
  }

  /// An issued currency (a token on a trust line): `mantissa` times ten to the `exponent`.
  ///
  /// @param mantissa 16 digits, with the sign; or 0
  /// @param exponent -96 to 80; 0 where the mantissa is 0
  /// @param code 3 characters, or 40 hex digits in upper case
  record Issued(long mantissa, int exponent, String code, AccountId by) implements XrplAmount {

    @Override
    public String value() {
      if (exponent == 0) {
        return Long.toString(mantissa);
      }
      if (exponent < -25 || exponent > -5) {
        return mantissa + "e" + exponent;
      }
      return BigDecimal.valueOf(mantissa, -exponent).stripTrailingZeros().toPlainString();
    }

    @Override
    public String currency() {
      return code;
    }

    @Override
    public Optional<AccountId> issuer() {
      return Optional.of(by);
    }
  }

  /// A multi-purpose token.
  ///
  /// @param units whole ones, as the smallest that the token has
  /// @param issuanceId 48 hex digits in upper case: a sequence and the issuer
  record Mpt(long units, String issuanceId) implements XrplAmount {

    @Override
    public String value() {
      return Long.toString(units);
    }

    @Override
    public String currency() {
      return issuanceId;
    }

    @Override
    public Optional<AccountId> issuer() {
      return Optional.of(AccountId.of(HexFormat.of().parseHex(issuanceId), 4));
    }
  }
}
