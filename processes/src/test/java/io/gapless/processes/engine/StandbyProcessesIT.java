package io.gapless.processes.engine;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

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
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The base group of the conformance table, read from copies: its first cases, and with `-Pchaos` all,
/// for each waits until two engines share the partitions.
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(StandbyProcessesIT.BaseGroup.class)
class StandbyProcessesIT extends ProcessesContract {

  private static final RecordSerdes SERDES = new RecordSerdes(new InMemoryRegistry());
  private static final AtomicInteger STAGES = new AtomicInteger();

  @TempDir
  static Path folder;
  private static KafkaBroker broker;

  /// Leaves the other groups to those who read from the owner.
  static final class BaseGroup implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context.getTestMethod().filter(method -> !method.getName()
          .matches(Boolean.getBoolean("gapless.chaos") ? "b\\d.*" : "b[1-4]\\D.*"))
          .map(method -> disabled(method.getName() + " is not read from copies here"))
          .orElse(enabled("of the base group"));
    }
  }

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
    return new StandbyStage(
        new BrokerStage(Map.of("bootstrap.servers", broker.url(), "fetch.max.wait.ms", 50),
            SERDES, "copied" + number + ".", folder.resolve("state" + number), played, settings));
  }

  @Override
  Duration oneSecond() {
    return StandbyStage.SECOND;
  }
}
