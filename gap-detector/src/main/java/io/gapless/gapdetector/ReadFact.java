package io.gapless.gapdetector;

import io.gapless.gapdetector.coverage.Fact;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.UnreadableRecordException;
import io.gapless.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a record of any of the input topics as a fact, keyed by its job; one that nobody can
/// read becomes a dead letter.
final class ReadFact implements Processor<byte[], byte[], String, ReadFact.Result> {

  /// What became of a record.
  sealed interface Result {

    record Read(Fact fact) implements Result {}

    record Unreadable(Outgoing letter) implements Result {}
  }

  private static final Logger log = LoggerFactory.getLogger(ReadFact.class);

  private final Topics topics;
  private final RecordSerdes serdes;
  private final String workerId;
  private ProcessorContext<String, Result> context;

  ReadFact(Topics topics, RecordSerdes serdes, String workerId) {
    this.topics = topics;
    this.serdes = serdes;
    this.workerId = workerId;
  }

  @Override
  public void init(ProcessorContext<String, Result> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    var source = context.recordMetadata().orElseThrow();
    try {
      var fact = fact(source, record.key(), record.value());
      if (fact != null) {
        context.forward(new Record<>(fact.jobId(), new Result.Read(fact), record.timestamp()));
      }
    } catch (UnreadableRecordException e) {
      log.warn("{}-{} offset {} goes to the dead-letter topic: {}", source.topic(),
          source.partition(), source.offset(), e.getMessage());
      var letter = DeadLetter.newBuilder().setSource(source.topic())
          .setPartition(source.partition()).setOffset(source.offset())
          .setKey(wrapped(record.key())).setValue(wrapped(record.value()))
          .setReason(String.valueOf(e.getMessage())).setWorkerId(workerId)
          .setAt(Instant.ofEpochMilli(context.currentSystemTimeMs())).build();
      var key = record.key() == null ? new byte[0] : record.key();
      context.forward(new Record<>("", new Result.Unreadable(
          Outgoing.of(letter, key, topics, serdes)), record.timestamp()));
    }
  }

  /// The fact in a record; null if it says nothing, as the deletion of an outcome does.
  private @Nullable Fact fact(RecordMetadata source, byte @Nullable [] key,
      byte @Nullable [] value) {
    var topic = source.topic();
    if (value == null) {
      return topic.equals(topics.jobs()) && key != null
          ? new Fact.JobGone(new String(key, StandardCharsets.UTF_8))
          : null;
    }
    if (topic.equals(topics.jobs())) {
      return new Fact.JobSeen(serdes.decode(topic, value, Job.class));
    }
    if (topic.equals(topics.coverage())) {
      return new Fact.OutcomeSeen(serdes.decode(topic, value, RangeOutcome.class),
          topic + "-" + source.partition(), source.offset());
    }
    if (topic.equals(topics.findings())) {
      return new Fact.Found(serdes.decode(topic, value, Finding.class));
    }
    return new Fact.WorkSeen(serdes.decode(topic, value, RangeWork.class));
  }

  private static @Nullable ByteBuffer wrapped(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
