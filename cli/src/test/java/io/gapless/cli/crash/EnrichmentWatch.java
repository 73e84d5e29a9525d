package io.gapless.cli.crash;

import io.gapless.enricher.plan.OutcomeReader;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;

/// How many transactions are enriched, as the enrichers say it.
final class EnrichmentWatch implements Watch, AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final OutcomeReader outcomes;
  private Map<Integer, Long> read = Map.of();
  private long found;

  EnrichmentWatch(String kafka, RecordSerdes serdes, Topics topics) {
    outcomes = new OutcomeReader(Map.of("bootstrap.servers", kafka), serdes, topics);
  }

  @Override
  public long done() {
    return found;
  }

  @Override
  public boolean await(long wanted, BooleanSupplier goesOn) {
    var went = new AtomicBoolean(true);
    Awaitility.await().atMost(LONGEST).pollInterval(50, TimeUnit.MILLISECONDS).until(() -> {
      went.set(goesOn.getAsBoolean());
      try {
        var reading = outcomes.from(read);
        read = reading.next();
        reading.outcomes().forEach(heard -> found += heard.outcome().getFound());
      } catch (KafkaException e) {
        return !went.get(); // the broker was killed
      }
      return found >= wanted || !went.get();
    });
    return found >= wanted;
  }

  @Override
  public void close() {
    outcomes.close();
  }
}
