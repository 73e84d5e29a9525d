package io.gapless.fetcher.work;

import io.gapless.embedded.kafka.KafkaBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The worker on the embedded broker.
class EmbeddedWorkLoopIT extends WorkLoopContract {

  @TempDir
  private static Path data;
  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(data, 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Override
  String bootstrapServers() {
    return broker.url();
  }
}
