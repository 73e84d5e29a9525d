package io.gapless.gates.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {

  private static final String CTF =
      "{\"role\": \"ctf\", \"address\": \"0x" + "c".repeat(40) + "\"}";
  private static final String USDC =
      "{\"role\": \"collateral\", \"address\": \"0x" + "d".repeat(40) + "\", \"firstBlock\": 7}";

  @Test
  void knowsPolymarket() {
    var market = Deployment.named("polymarket");

    assertThat(market.chain()).isEqualTo("evm-137");
    assertThat(market.of(Role.EXCHANGE)).hasSize(2);
    assertThat(market.of(Role.CTF)).singleElement()
        .hasToString("0x4d97dcd97ec945f40cf65f87097ace5ea0476045");
  }

  @Test
  void readsAFileAndWhatItWrote(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("mine.json"), market(CTF + ", " + USDC));

    var market = Deployment.named(file.toString());

    assertThat(market.contracts()).extracting(MarketContract::firstBlock).containsExactly(0L, 7L);
    assertThat(Deployment.parse(market.json())).isEqualTo(market);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "1                                 | one contract of role ctf, not 0",
      "2                                 | a contract of role collateral",
      "3                                 | an address has one role",
      "4                                 | 'bank' is no role; there are ctf, collateral",
      "5                                 | not an address"})
  void saysWhatIsWrong(int which, String message) {
    var contracts = switch (which) {
      case 1 -> USDC;
      case 2 -> CTF;
      case 3 -> CTF + ", " + USDC + ", " + USDC.replace("collateral", "fee");
      case 4 -> CTF + ", " + USDC.replace("collateral", "bank");
      default -> CTF + ", " + USDC.replace("0xd", "0xz");
    };

    assertThatThrownBy(() -> Deployment.parse(market(contracts)))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
  }

  @Test
  void saysThatThereIsNone() {
    assertThatThrownBy(() -> Deployment.named("no-such-market"))
        .hasMessage("'no-such-market' is neither polymarket nor a file with a deployment");
  }

  private static String market(String contracts) {
    return "{\"name\": \"mine\", \"chain\": \"evm-31337\", \"contracts\": [" + contracts + "]}";
  }
}
