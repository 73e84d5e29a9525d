package io.gapless.fetcher.work;

import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
  private final Map<String, Object> kafka;
  private KafkaProducer<byte[], byte[]> producer;
  private int fencings;

  Transactions(WorkLoopConfig config, WorkKind<W, O> kind, RecordSerdes serdes,
      Map<String, Object> kafka) {
    this.config = config;
    this.kind = kind;
    this.serdes = serdes;
    this.kafka = kafka;
    producer = open();
  }

  /// Commits what the works brought, or nothing.
  ///
  /// @throws KafkaException if nothing was committed; the next try may succeed
  /// @throws RegistryUnavailableException likewise
  /// @throws WorkerFencedException if another worker keeps taking this one's slot
  void commit(List<FinishedWork<W, O>> works, Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    var transaction = new WorkTransaction<>(producer, kind, serdes, config.topics());
    try {
      transaction.commit(works, offsets, group);
      fencings = 0;
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      // the broker gave up on the transaction, or another worker has our id
      if (++fencings >= MAX_FENCINGS) {
        throw new WorkerFencedException(config.workerId(), e);
      }
      reopen();
      throw e;
    } catch (KafkaException | RegistryUnavailableException e) {
      try {
        transaction.abort();
      } catch (KafkaException abortFailed) {
        log.warn("transaction not aborted, taking a new producer: {}", abortFailed.toString());
        reopen();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private void reopen() {
    producer.close(Duration.ZERO);
    producer = open();
  }

  private KafkaProducer<byte[], byte[]> open() {
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
    var opened = new KafkaProducer<byte[], byte[]>(properties, new ByteArraySerializer(),
        new ByteArraySerializer());
    opened.initTransactions();
    return opened;
  }
}
