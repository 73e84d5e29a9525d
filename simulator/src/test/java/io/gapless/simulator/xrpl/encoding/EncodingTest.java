package io.gapless.simulator.xrpl.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.simulator.xrpl.encoding.Amount.Drops;
import io.gapless.simulator.xrpl.encoding.Amount.Issued;
import io.gapless.simulator.xrpl.encoding.Amount.Mpt;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final AccountId GENESIS = account("B5F762798A53D543A014CAF8B297CFF8F2F937E8");
  private static final Currency USD = Currency.ofLetters("USD");

  @Test
  void fieldsAreDeclaredInCanonicalOrder() {
    List<Integer> order = Arrays.stream(Field.values())
        .map(field -> field.type().code() << 8 | field.number()).toList();

    assertThat(order).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void writesKnownAddresses() {
    assertThat(GENESIS).hasToString("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh");
    assertThat(account("00".repeat(20))).hasToString("rrrrrrrrrrrrrrrrrrrrrhoLvTp");
    assertThat(account("00".repeat(19) + "01")).hasToString("rrrrrrrrrrrrrrrrrrrrBZbvji");
  }

  @Test
  void writesAmountsOfEveryKind() {
    assertThat(hex(new Drops(1))).isEqualTo("614000000000000001");
    assertThat(hex(Issued.of(1, 0, USD, GENESIS))).startsWith("61D4838D7EA4C68000")
        .endsWith("0000000000000000000000005553440000000000" + hexOf(GENESIS));
    assertThat(hex(Issued.of(-2, 0, USD, GENESIS))).startsWith("6194871AFD498D0000");
    assertThat(hex(Issued.zero(USD, GENESIS))).startsWith("618000000000000000");
    assertThat(hex(new Issued(Issued.MAX_MANTISSA, 80, USD, GENESIS)))
        .startsWith("61EC6386F26FC0FFFF");
    assertThat(hex(new Issued(Issued.MIN_MANTISSA, -96, USD, GENESIS)))
        .startsWith("61C0438D7EA4C68000");
    assertThat(hex(new Mpt(100, 1, GENESIS)))
        .isEqualTo("61600000000000000064" + "00000001" + hexOf(GENESIS));
  }

  @Test
  void writesNumbersAsServersShowThem() {
    assertThat(Issued.of(125, -1, USD, GENESIS).value()).isEqualTo("12.5");
    assertThat(Issued.of(-7, 0, USD, GENESIS).value()).isEqualTo("-7");
    assertThat(Issued.zero(USD, GENESIS).value()).isEqualTo("0");
    assertThat(new Issued(Issued.MAX_MANTISSA, 80, USD, GENESIS).value())
        .isEqualTo("9999999999999999e80");
    assertThat(new Issued(Issued.MIN_MANTISSA, -96, USD, GENESIS).value())
        .isEqualTo("1000000000000000e-96");
    assertThat(new Issued(1_234_567_890_123_456L, 0, USD, GENESIS).value())
        .isEqualTo("1234567890123456");
    assertThat(new Issued(1_234_567_890_123_456L, -25, USD, GENESIS).value())
        .isEqualTo("0.0000000001234567890123456");
  }

  @Test
  void refusesAmountsThatTheNetworkCouldNotHold() {
    assertThatThrownBy(() -> new Issued(1, 0, USD, GENESIS)).hasMessage("not canonical: 1e0");
    assertThatThrownBy(() -> new Issued(Issued.MIN_MANTISSA, 81, USD, GENESIS))
        .hasMessageStartingWith("not canonical: ");
  }

  @Test
  void writesLengthsInOneToThreeBytes() {
    assertThat(length(192)).isEqualTo("C0");
    assertThat(length(193)).isEqualTo("C100");
    assertThat(length(12_480)).isEqualTo("F0FF");
    assertThat(length(12_481)).isEqualTo("F10000");
    assertThat(length(918_744)).isEqualTo("FED417");
  }

  @Test
  void anEmptyTreeHasNoRoot() {
    assertThat(TransactionTree.root(new Sha512Half(), List.of())).containsOnly(0).hasSize(32);
  }

  private static String length(int length) {
    var out = new BinaryBuffer(3);
    out.length(length);
    return HexFormat.of().withUpperCase().formatHex(out.bytes());
  }

  private static String hex(Amount amount) {
    return HexFormat.of().withUpperCase()
        .formatHex(new StObject().with(Field.AMOUNT, amount).bytes());
  }

  private static String hexOf(AccountId account) {
    return HexFormat.of().withUpperCase().formatHex(account.bytes());
  }

  private static AccountId account(String hex) {
    return new AccountId(HexFormat.of().parseHex(hex));
  }
}
