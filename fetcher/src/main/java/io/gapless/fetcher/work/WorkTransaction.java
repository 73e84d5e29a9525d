package io.gapless.fetcher.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.fetcher.work.FinishedWork.Fetched;
import io.gapless.fetcher.work.FinishedWork.Unreadable;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what works brought, their outcomes and the group's offsets in one transaction.
final class WorkTransaction<W extends SpecificRecord, O extends SpecificRecord> {

  private static final Logger log = LoggerFactory.getLogger(WorkTransaction.class);

  private final Producer<byte[], byte[]> producer;
  private final WorkKind<W, O> kind;
  private final RecordSerdes serdes;
  private final Topics topics;
  private final BooleanSupplier stopping;

  WorkTransaction(Producer<byte[], byte[]> producer, WorkKind<W, O> kind, RecordSerdes serdes,
      Topics topics, BooleanSupplier stopping) {
    this.producer = producer;
    this.kind = kind;
    this.serdes = serdes;
    this.topics = topics;
    this.stopping = stopping;
  }

  /// Commits all of it, or nothing.
  ///
  /// @throws KafkaException if nothing was committed; [#abort] has to follow
  void commit(List<FinishedWork<W, O>> works, Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    producer.beginTransaction();
    var written = works.stream().map(this::writeRecords).toList();
    // the outcomes name the offsets of their records, so those have to be known first
    producer.flush();
    for (int i = 0; i < works.size(); i++) {
      if (works.get(i).result() instanceof Fetched<W, O>(FetchedWork<W, O> work)) {
        writeOutcome(work, written.get(i).lastOffsets());
      }
    }
    producer.sendOffsetsToTransaction(offsets, group);
    end();
  }

  /// A commit without an answer may have been done: only asking for it again tells, and nothing else
  /// is allowed until then, see
  /// [commitTransaction](https://kafka.apache.org/43/javadoc/org/apache/kafka/clients/producer/KafkaProducer.html#commitTransaction()).
  /// A worker that stops leaves it to the next one with its id.
  private void end() {
    while (true) {
      try {
        producer.commitTransaction();
        return;
      } catch (TimeoutException e) {
        if (stopping.getAsBoolean()) {
          throw e;
        }
        log.warn("a commit got no answer, will ask for it again: {}", e.toString());
      }
    }
  }

  void abort() {
    producer.abortTransaction();
  }

  private Written writeRecords(FinishedWork<W, O> finished) {
    var written = new Written();
    switch (finished.result()) {
      case Fetched<W, O>(FetchedWork<W, O> work) -> {
        for (var record : work.records()) {
          send(record, written);
        }
        for (var evidence : work.evidence()) {
          send(deadLetter(evidence), new Written());
        }
      }
      case Unreadable<W, O>(OutputRecord deadLetter) -> send(deadLetter, written);
    }
    return written;
  }

  private void writeOutcome(FetchedWork<W, O> work, Map<String, Long> lastOffsets) {
    var outcome = kind.at(work.outcome(), lastOffsets);
    var topic = kind.outcomes(topics);
    send(new OutputRecord(topic, kind.key(outcome).getBytes(UTF_8), serdes.encode(topic, outcome)),
        new Written());
    work.rest().ifPresent(this::handBack);
  }

  private void handBack(W rest) {
    var topic = kind.topic(rest, topics);
    int partition = Topics.workPartition(kind.jobId(rest), kind.number(rest),
        producer.partitionsFor(topic).size());
    var _ = producer.send(new ProducerRecord<>(topic, partition,
        (kind.jobId(rest) + "/" + kind.number(rest)).getBytes(UTF_8), serdes.encode(topic, rest)));
  }

  private OutputRecord deadLetter(DeadLetter letter) {
    return new OutputRecord(topics.deadLetter(), letter.getSource().getBytes(UTF_8),
        serdes.encode(topics.deadLetter(), letter));
  }

  private void send(OutputRecord record, Written written) {
    // a record that is not taken fails the commit, which throws
    var _ = producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value()),
        written);
  }

  /// The last offset written to each partition, kept by the producer's callbacks. Records of a
  /// partition come back together, so most differ from the one before in nothing but the offset.
  private static final class Written implements Callback {

    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private @Nullable TopicPartition latest;
    private long latestOffset;

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata,
        @Nullable Exception exception) {
      if (exception != null || metadata == null) {
        failure.set(exception);
        return;
      }
      var partition = latest;
      if (partition == null || partition.partition() != metadata.partition()
          || !partition.topic().equals(metadata.topic())) {
        note();
        latest = new TopicPartition(metadata.topic(), metadata.partition());
        latestOffset = metadata.offset();
      }
      latestOffset = Math.max(latestOffset, metadata.offset());
    }

    private void note() {
      if (latest != null) {
        offsets.merge(latest, latestOffset, Math::max);
      }
    }

    /// To be asked after a flush: callbacks run on the producer's own thread until then.
    Map<String, Long> lastOffsets() {
      var exception = failure.get();
      if (exception != null) {
        throw new KafkaException("a record was not taken: " + exception.getMessage(), exception);
      }
      note();
      var named = new HashMap<String, Long>();
      offsets.forEach((partition, offset) -> named.put(partition.toString(), offset));
      return named;
    }
  }
}
