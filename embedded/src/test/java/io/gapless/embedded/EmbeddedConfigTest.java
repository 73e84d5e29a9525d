package io.gapless.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmbeddedConfigTest {

  private static final Path DATA = Path.of("/data");

  @Test
  void hidesThePassword() {
    var config = EmbeddedConfig.of(DATA).withClickHousePassword("secret");

    assertThat(config.toString()).contains("/data").doesNotContain("secret");
  }

  @Test
  void fillsHeapsThatAreNotNamed() {
    var config = new EmbeddedConfig(DATA, Set.of(Service.KAFKA), Map.of(), Optional.empty(),
        Map.of(Service.KAFKA, 1024), true, 0);

    assertThat(config.heap(Service.KAFKA)).isEqualTo(1024);
    assertThat(config.heap(Service.REGISTRY)).isEqualTo(128);
  }

  @Test
  void takesAnyPortUnlessOneIsNamed() {
    var config = EmbeddedConfig.of(DATA).withPort(Service.KAFKA, 9092);

    assertThat(config.port(Service.KAFKA)).isEqualTo(9092);
    assertThat(config.port(Service.CLICKHOUSE)).isZero();
  }

  @Test
  void refusesAStackOfNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddedConfig(DATA, Set.of(),
        Map.of(), Optional.empty(), Map.of(), true, 0)).withMessage("services is empty");
  }
}
