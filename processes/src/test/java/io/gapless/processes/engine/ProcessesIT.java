package io.gapless.processes.engine;

import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.processes.Namespace;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The conformance table on a real broker.
@Execution(ExecutionMode.CONCURRENT)
class ProcessesIT extends ProcessesContract {

  private static final RecordSerdes SERDES = new RecordSerdes(new InMemoryRegistry());
  private static final AtomicInteger STAGES = new AtomicInteger();

  @TempDir
  static Path folder;
  private static KafkaBroker broker;

  @BeforeAll
  static void start() {
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Override
  Stage open(Script played, Function<Namespace, Namespace> settings) {
    int number = STAGES.incrementAndGet();
    return new BrokerStage(Map.of("bootstrap.servers", broker.url(), "fetch.max.wait.ms", 50),
        SERDES, "stage" + number + ".", folder.resolve("state" + number), played, settings);
  }

  @Override
  Duration oneSecond() {
    return Duration.ofMillis(100);
  }
}
