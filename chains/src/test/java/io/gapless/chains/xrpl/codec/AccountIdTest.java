package io.gapless.chains.xrpl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIdTest {

  /// [Special addresses](https://xrpl.org/docs/concepts/accounts/addresses#special-addresses) and others.
  @ParameterizedTest
  @CsvSource({
      "0000000000000000000000000000000000000000, rrrrrrrrrrrrrrrrrrrrrhoLvTp",
      "0000000000000000000000000000000000000001, rrrrrrrrrrrrrrrrrrrrBZbvji",
      "B5F762798A53D543A014CAF8B297CFF8F2F937E8, rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
      "0A20B3C85F482532A9578DBB3950B85CA06594D1, rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B",
      "5E7B112523F68D2F5E879DB4EAC51C6698A69304, r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59"
  })
  void addressesAreKnown(String hex, String address) {
    var account = AccountId.of(HexFormat.of().parseHex(hex), 0);

    assertThat(account.toAddress()).isEqualTo(address);
    assertThat(AccountId.of(address)).isEqualTo(account);
    assertThat(AccountId.of(address).bytes()).isEqualTo(HexFormat.of().parseHex(hex));
  }

  @Test
  void eachAccountComesBackFromItsAddress() {
    var random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      var bytes = new byte[AccountId.LENGTH];
      random.nextBytes(bytes);
      if (i % 3 == 0) {
        bytes[0] = 0;
      }
      var account = AccountId.of(bytes, 0);
      assertThat(AccountId.of(account.toAddress())).isEqualTo(account);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "r", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTi", "Hb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
      "rrHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyT0",
      "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTé", "sn259rEFXrQrWyx3Q7XneWcwV6dfL",
      "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
      "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyThrHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"
  })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> AccountId.of(text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an address");
  }
}
