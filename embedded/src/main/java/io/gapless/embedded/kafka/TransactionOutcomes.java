package io.gapless.embedded.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.apache.kafka.coordinator.transaction.TransactionLog.TxnRecord;
import org.apache.kafka.coordinator.transaction.TransactionMetadata;
import org.apache.kafka.coordinator.transaction.TransactionState;

/// What becomes of transactions, as the coordinator wrote it down before it told the partitions.
final class TransactionOutcomes {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<Place, Outcome> newest = new HashMap<>();
  private final Map<Long, TransactionMetadata> last = new HashMap<>();

  private TransactionOutcomes() {}

  private record Place(long producerId, TopicPartition partition) {}

  /// @param isCommit committed, not aborted
  /// @param epoch of the producer once it was decided: that of its records, or the next one
  private record Outcome(boolean isCommit, short epoch) {}

  /// Reads all that the coordinator has written down.
  static TransactionOutcomes read(String bootstrapServers) {
    var outcomes = new TransactionOutcomes();
    try (var consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
        new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      outcomes.readAll(consumer);
    }
    return outcomes;
  }

  /// Whether the producer may go on with a transaction that is open in a partition.
  ///
  /// @param epoch of the producer, in the partition
  boolean isRunning(long producerId, int epoch, TopicPartition partition) {
    var transaction = last.get(producerId);
    return transaction != null && transaction.state() == TransactionState.ONGOING
        && transaction.producerEpoch() == epoch
        && transaction.topicPartitions().contains(partition);
  }

  /// Whether the coordinator has decided, and is not done with telling the partitions.
  boolean isEnding(long producerId, TopicPartition partition) {
    var transaction = last.get(producerId);
    return transaction != null && isDecision(transaction.state())
        && transaction.topicPartitions().contains(partition);
  }

  /// The producer's epoch to commit a transaction with that is still open in a partition; empty if it
  /// was aborted, or never decided.
  ///
  /// @param epoch of the producer, in the partition
  Optional<Short> committed(long producerId, int epoch, TopicPartition partition) {
    return Optional.ofNullable(newest.get(new Place(producerId, partition)))
        .filter(outcome -> outcome.isCommit()
            && (outcome.epoch() == epoch || outcome.epoch() == epoch + 1))
        .map(Outcome::epoch);
  }

  private void readAll(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topic.TRANSACTION_STATE_TOPIC_NAME).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = new HashMap<>(consumer.endOffsets(partitions));
    while (!ends.isEmpty()) {
      consumer.poll(POLL).forEach(this::take);
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null
        && TransactionLog.read(ByteBuffer.wrap(record.key()),
            ByteBuffer.wrap(record.value())) instanceof TxnRecord transaction) {
      var state = transaction.metadata();
      last.put(state.producerId(), state);
      if (isDecision(state.state())) {
        var outcome =
            new Outcome(state.state() == TransactionState.PREPARE_COMMIT, state.producerEpoch());
        state.topicPartitions()
            .forEach(partition -> newest.put(new Place(state.producerId(), partition), outcome));
      }
    }
  }

  private static boolean isDecision(TransactionState state) {
    return state == TransactionState.PREPARE_COMMIT || state == TransactionState.PREPARE_ABORT;
  }
}
