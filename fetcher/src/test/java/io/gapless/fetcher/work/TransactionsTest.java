package io.gapless.fetcher.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.fetcher.leaf.RangeKind;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TransactionsTest {

  private static final ConsumerGroupMetadata GROUP =
      new MockConsumer<byte[], byte[]>("earliest").groupMetadata();
  private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
      Map.of(new TopicPartition("work", 0), new OffsetAndMetadata(1));

  private final Deque<Producer<byte[], byte[]>> producers = new ArrayDeque<>();
  private boolean stopping;

  /// A producer whose first commits fail; then, as Kafka's own, it refuses to abort.
  private static final class Unanswered extends MockProducer<byte[], byte[]> {

    private final Deque<KafkaException> failures;
    private boolean commits;

    Unanswered(KafkaException... failures) {
      this.failures = new ArrayDeque<>(List.of(failures));
    }

    @Override
    public void commitTransaction() {
      commits = true;
      var failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
      super.commitTransaction();
      commits = false;
    }

    @Override
    public void abortTransaction() {
      if (commits) {
        throw new IllegalStateException("the commit must be retried");
      }
      super.abortTransaction();
    }
  }

  @Test
  void asksAgainForACommitThatGotNoAnswer() {
    var producer = new Unanswered(new TimeoutException("away"), new TimeoutException("away"));
    producers.add(producer);

    try (var transactions = transactions()) {
      transactions.commit(List.of(), OFFSETS, GROUP);
    }

    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(producer.consumerGroupOffsetsHistory())
        .containsExactly(Map.of(GROUP.groupId(), OFFSETS));
  }

  @Test
  void leavesACommitThatGotNoAnswerToTheNextWorkerWhenItStops() {
    producers.add(new Unanswered(new TimeoutException("away")));
    stopping = true;

    try (var transactions = transactions()) {
      assertThatThrownBy(() -> transactions.commit(List.of(), OFFSETS, GROUP))
          .isInstanceOf(TimeoutException.class);
      assertThat(transactions.areSettled()).isFalse();
    }
  }

  @Test
  void takesAnotherProducerAfterACommitThatWasInterrupted() {
    var former = new Unanswered(new InterruptException("interrupted", new InterruptedException()));
    var next = new Unanswered();
    producers.addAll(List.of(former, next));

    try (var transactions = transactions()) {
      assertThatThrownBy(() -> transactions.commit(List.of(), OFFSETS, GROUP))
          .isInstanceOf(InterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
      transactions.commit(List.of(), OFFSETS, GROUP);
    }

    assertThat(former.closed()).isTrue();
    assertThat(next.commitCount()).isEqualTo(1);
  }

  @Test
  void looksForAnotherProducerUntilTheBrokerIsBack() {
    var former = new Unanswered(new KafkaException("broken"));
    var away = new MockProducer<byte[], byte[]>();
    away.initTransactionException = new TimeoutException("away");
    var next = new Unanswered();
    producers.addAll(List.of(former, away, next));

    try (var transactions = transactions()) {
      assertThatThrownBy(() -> transactions.commit(List.of(), OFFSETS, GROUP))
          .hasMessage("broken");
      assertThatThrownBy(() -> transactions.commit(List.of(), OFFSETS, GROUP))
          .isInstanceOf(TimeoutException.class);
      transactions.commit(List.of(), OFFSETS, GROUP);
    }

    assertThat(away.closed()).isTrue();
    assertThat(next.commitCount()).isEqualTo(1);
  }

  private Transactions<RangeWork, RangeOutcome> transactions() {
    var config = new WorkLoopConfig(Topics.withDefaults(), "work", "group", "worker", "worker", 1,
        1, 1, Duration.ZERO);
    return new Transactions<>(config, new RangeKind(), new RecordSerdes(new InMemoryRegistry()),
        producers::remove, () -> stopping);
  }
}
