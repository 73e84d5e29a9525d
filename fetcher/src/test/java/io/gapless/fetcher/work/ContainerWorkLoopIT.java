package io.gapless.fetcher.work;

import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/// The worker on a broker in a container, where there is Docker.
@Testcontainers(disabledWithoutDocker = true)
class ContainerWorkLoopIT extends WorkLoopContract {

  @Container
  private static final KafkaContainer BROKER = new KafkaContainer("apache/kafka:4.3.1");

  @Override
  String bootstrapServers() {
    return BROKER.getBootstrapServers();
  }
}
