package io.gapless.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.engine.EngineConfig;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.processes.engine.ProcessEngine;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderStoryIT {

  @TempDir
  Path folder;

  @Test
  void takesAPaymentOnceCancelsWhatIsForgottenAndGoesOnAfterARepair() throws Exception {
    var told = new ArrayList<String>();
    var orders = Namespace.of(OrderStory.NAMESPACE,
        new OrderProcessor(Duration.ofMillis(200), InstantSource.system()));
    try (var broker = KafkaBroker.start(folder.resolve("kafka"), 0);
        var engine = ProcessEngine.start(
            EngineConfig.withDefaults(new ProcessTopics("test.", 2, (short) 1), "test",
                folder.resolve("state")),
            List.of(orders), new RecordSerdes(new InMemoryRegistry()),
            Map.of("bootstrap.servers", broker.url()),
            new EngineMetrics(new SimpleMeterRegistry()))) {
      new OrderStory(engine.processes(), "", told::add).tell();
    }

    assertThat(told).contains("apples pay 3 (payment-1): thank you",
        "apples ship (shipment-1): on its way",
        "cup pay 0 (payment-2): refused, the payment service refused the card",
        "cup pay 5 (payment-3): refused, process is error",
        "books pay 9 (payment-5): refused, the order is cancelled: it takes no payment",
        "apples, shipped:", "books, cancelled:", "cup, paid:");
    assertThat(told).filteredOn(line -> line.contains("paid 3")).hasSize(1);
    assertThat(told).filteredOn(line -> line.contains("reminded")).hasSize(1);
  }
}
