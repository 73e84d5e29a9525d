package io.gapless.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

  @Test
  void listensOnTheLoopbackAddressAlone() throws Exception {
    var settings = BrokerSettings.of(Path.of("log"), 9092, 9093);

    assertThat(settings.getProperty("listeners"))
        .isEqualTo("BROKER://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093");
  }

  @Test
  void namesOnlySettingsThatKafkaKnows() throws Exception {
    var settings = BrokerSettings.of(Path.of("log"), 9092, 9093);

    var known = KafkaConfig.configNames();

    assertThat(settings.stringPropertyNames()).allMatch(known::contains);
  }
}
