package io.gapless.fetcher.work;

import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The worker's transactions, one after the other, over a producer that is replaced when it can no
/// longer be used.
final class Transactions<W extends SpecificRecord, O extends SpecificRecord>
    implements
      AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Transactions.class);
  /// Fencings in a row after which the other worker is not a thing of the past.
  private static final int MAX_FENCINGS = 5;

  private final WorkLoopConfig config;
  private final WorkKind<W, O> kind;
  private final RecordSerdes serdes;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final BooleanSupplier stopping;
  /// None where the last one is done with, and no other could be had yet.
  private @Nullable Producer<byte[], byte[]> producer;
  private int fencings;

  Transactions(WorkLoopConfig config, WorkKind<W, O> kind, RecordSerdes serdes,
      Map<String, Object> kafka, BooleanSupplier stopping) {
    this(config, kind, serdes, () -> open(config, kafka), stopping);
  }

  /// @param producers of transactions, each in the place of the one before
  /// @param stopping  whether a commit that got no answer is left as it is
  Transactions(WorkLoopConfig config, WorkKind<W, O> kind, RecordSerdes serdes,
      Supplier<Producer<byte[], byte[]>> producers, BooleanSupplier stopping) {
    this.config = config;
    this.kind = kind;
    this.serdes = serdes;
    this.producers = producers;
    this.stopping = stopping;
    producer = begun();
  }

  /// Commits what the works brought, or nothing.
  ///
  /// @throws KafkaException if nothing was committed; the next try may succeed
  /// @throws RegistryUnavailableException likewise
  /// @throws WorkerFencedException if another worker keeps taking this one's slot
  void commit(List<FinishedWork<W, O>> works, Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    var usable = producer == null ? begun() : producer;
    producer = usable;
    var transaction = new WorkTransaction<>(usable, kind, serdes, config.topics(), stopping);
    try {
      transaction.commit(works, offsets, group);
      fencings = 0;
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      // the broker gave up on the transaction, or another worker has our id
      giveUp(usable);
      if (++fencings >= MAX_FENCINGS) {
        throw new WorkerFencedException(config.workerId(), e);
      }
      throw e;
    } catch (KafkaException | RegistryUnavailableException e) {
      try {
        transaction.abort();
      } catch (KafkaException | IllegalStateException abortFailed) {
        // the latter after a commit that was interrupted
        log.warn("transaction not aborted, taking a new producer: {}", abortFailed.toString());
        giveUp(usable);
      }
      throw e;
    }
  }

  /// Whether the last commit's end is known; otherwise, it is once a next commit begins.
  boolean areSettled() {
    return producer != null;
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
  }

  /// The next commit takes another: while the broker is away, none is to be had.
  private void giveUp(Producer<byte[], byte[]> former) {
    former.close(Duration.ZERO);
    producer = null;
  }

  private Producer<byte[], byte[]> begun() {
    var next = producers.get();
    try {
      next.initTransactions();
      return next;
    } catch (RuntimeException e) {
      next.close(Duration.ZERO);
      throw e;
    }
  }

  private static Producer<byte[], byte[]> open(WorkLoopConfig config, Map<String, Object> kafka) {
    var properties = new HashMap<>(kafka);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.transactionalId());
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        (int) WorkLoopConfig.TRANSACTION_TIMEOUT.toMillis());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, config.workerId());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // while the broker still ends the transaction before, it sends a partition's first batch back:
    // batches that were under way behind it would be out of order
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
