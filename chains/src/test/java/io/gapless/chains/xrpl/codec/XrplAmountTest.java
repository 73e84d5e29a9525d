package io.gapless.chains.xrpl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XrplAmountTest {

  private static final String USD = "00".repeat(12) + "555344" + "00".repeat(5);
  private static final String ISSUER = "0A20B3C85F482532A9578DBB3950B85CA06594D1";

  @ParameterizedTest
  @CsvSource({
      "4000000000000000, 0", "4000000000000001, 1", "416345785D8A0000, 100000000000000000",
      "0000000000000001, -1", "40000000000F4240, 1000000"
  })
  void xrpIsCountedInDrops(String hex, String value) {
    XrplAmount amount = read(hex);

    assertThat(amount).isEqualTo(new XrplAmount.Drops(Long.parseLong(value)));
    assertThat(amount.value()).isEqualTo(value);
    assertThat(amount.currency()).isEqualTo("XRP");
    assertThat(amount.issuer()).isEmpty();
  }

  /// The bits of 1 USD are known: `D4838D7EA4C68000`.
  @ParameterizedTest
  @CsvSource({
      "D4838D7EA4C68000, 1", "94838D7EA4C68000, -1", "8000000000000000, 0",
  })
  void knownBitsOfIssuedCurrency(String bits, String value) {
    XrplAmount amount = read(bits + USD + ISSUER);

    assertThat(amount.value()).isEqualTo(value);
    assertThat(amount.currency()).isEqualTo("USD");
    assertThat(amount.issuer().orElseThrow().toAddress())
        .isEqualTo("rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B");
  }

  /// Servers write plain text where the exponent is -25 to -5, and where it is 0.
  @ParameterizedTest
  @CsvSource({
      "1000000000000000, -96, 1000000000000000e-96",
      "9999999999999999, 80, 9999999999999999e80",
      "-9999999999999999, 80, -9999999999999999e80",
      "-1000000000000000, -96, -1000000000000000e-96",
      "1234567890123456, -26, 1234567890123456e-26",
      "1234567890123456, -25, 0.0000000001234567890123456",
      "1000000000000000, -25, 0.0000000001",
      "1234567890123456, -16, 0.1234567890123456",
      "1234567890123456, -15, 1.234567890123456",
      "1200000000000000, -15, 1.2",
      "-1234500000000000, -10, -123450",
      "1000000000000000, -5, 10000000000",
      "9999999999999999, -5, 99999999999.99999",
      "1000000000000000, -4, 1000000000000000e-4",
      "1000000000000000, -1, 1000000000000000e-1",
      "1000000000000000, 0, 1000000000000000",
      "-9999999999999999, 0, -9999999999999999",
      "1000000000000000, 1, 1000000000000000e1"
  })
  void issuedCurrencyIsWrittenAsServersWriteIt(long mantissa, int exponent, String value) {
    assertThat(read(HexFormat.of().toHexDigits(bits(mantissa, exponent)) + USD + ISSUER).value())
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
      "999999999999999, 0", "10000000000000000, 0", "1000000000000000, -97",
      "1000000000000000, 81", "0, 3", "1, -15"
  })
  void numbersThatTheNetworkDoesNotAllowAreRefused(long mantissa, int exponent) {
    String amount = HexFormat.of().toHexDigits(bits(mantissa, exponent)) + USD + ISSUER;

    assertThatThrownBy(() -> read(amount)).isInstanceOf(UnreadableBinaryException.class)
        .hasMessageContaining("not an amount");
  }

  @ParameterizedTest
  @CsvSource({"416345785D8A0001", "0000000000000000", "1FFFFFFFFFFFFFFF"})
  void dropsThatTheNetworkDoesNotAllowAreRefused(String hex) {
    assertThatThrownBy(() -> read(hex)).isInstanceOf(UnreadableBinaryException.class);
  }

  @Test
  void tokensHaveAnIdWithTheirIssuerInside() {
    String id = "00000005" + ISSUER;

    XrplAmount amount = read("60" + "7FFFFFFFFFFFFFFF" + id);

    assertThat(amount).isEqualTo(new XrplAmount.Mpt(Long.MAX_VALUE, id));
    assertThat(amount.value()).isEqualTo("9223372036854775807");
    assertThat(amount.currency()).isEqualTo(id);
    assertThat(amount.issuer()).contains(AccountId.of("rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B"));
    assertThat(read("20" + "0000000000000003" + id).value()).isEqualTo("-3");
    assertThatThrownBy(() -> read("60" + "8000000000000000" + id))
        .isInstanceOf(UnreadableBinaryException.class);
  }

  @ParameterizedTest
  @CsvSource({
      "0000000000000000000000005553440000000000, USD",
      "0000000000000000000000002A472A0000000000, *G*",
      "0000000000000000000000003C3E5D0000000000, <>]",
      "0000000000000000000000005852500000000000, 0000000000000000000000005852500000000000",
      "0000000000000000000000005553440000000001, 0000000000000000000000005553440000000001",
      "0100000000000000000000005553440000000000, 0100000000000000000000005553440000000000",
      "0000000000000000000000005553200000000000, 0000000000000000000000005553200000000000",
      "000000000000000000000000C3A9440000000000, 000000000000000000000000C3A9440000000000",
      "524C555344000000000000000000000000000000, 524C555344000000000000000000000000000000"
  })
  void codesAreThreeCharactersOrHex(String bytes, String code) {
    assertThat(CurrencyCode.text(HexFormat.of().parseHex(bytes), 0)).isEqualTo(code);
  }

  private static XrplAmount read(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return AmountReader.read(bytes, 0, bytes.length);
  }

  private static long bits(long mantissa, int exponent) {
    long sign = mantissa < 0 ? 0 : 1L << 62;
    long bits = 1L << 63 | sign | (long) (exponent + 97) << 54 | Math.abs(mantissa);
    return ByteBuffer.allocate(8).putLong(bits).getLong(0);
  }
}
