package io.gapless.schemas.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClickHouseAddressTest {

  @Test
  void readsAJdbcUrl() {
    var address = ClickHouseAddress
        .parse("jdbc:clickhouse://db.example:9999/chain?user=me&password=a%26b&x=1");

    assertThat(address.http()).hasToString("http://db.example:9999");
    assertThat(address.database()).isEqualTo("chain");
    assertThat(address.user()).isEqualTo("me");
    assertThat(address.password()).isEqualTo("a&b");
    assertThat(address.parameters()).containsEntry("x", "1").hasSize(1);
    assertThat(address.toString()).doesNotContain("a&b");
  }

  @Test
  void fillsInWhatIsNotGiven() {
    var address = ClickHouseAddress.parse("jdbc:ch:https://db.example");

    assertThat(address.http()).hasToString("https://db.example:8443");
    assertThat(address.database()).isEqualTo("default");
    assertThat(address.user()).isEqualTo("default");
  }

  @Test
  void refusesWhatIsNotOneWithoutRepeatingIt() {
    assertThatThrownBy(() -> ClickHouseAddress.parse("http://db:8123/?password=secret"))
        .hasMessageContaining("jdbc:clickhouse://").hasMessageNotContaining("secret");
    assertThatThrownBy(() -> ClickHouseAddress.parse("jdbc:clickhouse://db/x?password=s ecret"))
        .hasMessageContaining("percent-encoded").hasMessageNotContaining("ecret");
  }
}
