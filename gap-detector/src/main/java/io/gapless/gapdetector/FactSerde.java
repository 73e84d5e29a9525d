package io.gapless.gapdetector;

import io.gapless.gapdetector.coverage.Fact;
import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// Facts as bytes, for the topology's own topic: a letter for the kind, for an outcome where it
/// was read, then the record as its topic has it.
final class FactSerde {

  private final RecordSerdes serdes;
  private final Topics topics;

  FactSerde(RecordSerdes serdes, Topics topics) {
    this.serdes = serdes;
    this.topics = topics;
  }

  Serde<Fact> serde() {
    return Serdes.serdeFrom((topic, fact) -> encode(fact), (topic, bytes) -> decode(bytes));
  }

  private byte[] encode(Fact fact) {
    return switch (fact) {
      case Fact.JobSeen(var job) -> tagged('J', new byte[0], serdes.encode(topics.jobs(), job));
      case Fact.JobGone(var jobId) ->
          tagged('G', new byte[0], jobId.getBytes(StandardCharsets.UTF_8));
      case Fact.WorkSeen(var work) ->
          tagged('W', new byte[0], serdes.encode(topics.work(work.getChain()), work));
      case Fact.OutcomeSeen(var outcome, var partition, var offset) -> {
        var name = partition.getBytes(StandardCharsets.UTF_8);
        var source = ByteBuffer.allocate(12 + name.length).putLong(offset).putInt(name.length)
            .put(name).array();
        yield tagged('O', source, serdes.encode(topics.coverage(), outcome));
      }
      case Fact.Found(var finding) ->
          tagged('F', new byte[0], serdes.encode(topics.findings(), finding));
    };
  }

  private Fact decode(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    byte kind = buffer.get();
    return switch (kind) {
      case 'J' -> new Fact.JobSeen(serdes.decode(topics.jobs(), rest(buffer), Job.class));
      case 'G' -> new Fact.JobGone(new String(rest(buffer), StandardCharsets.UTF_8));
      case 'W' ->
          new Fact.WorkSeen(serdes.decode(topics.work("any"), rest(buffer), RangeWork.class));
      case 'O' -> {
        long offset = buffer.getLong();
        var name = new byte[buffer.getInt()];
        buffer.get(name);
        yield new Fact.OutcomeSeen(
            serdes.decode(topics.coverage(), rest(buffer), RangeOutcome.class),
            new String(name, StandardCharsets.UTF_8), offset);
      }
      case 'F' -> new Fact.Found(serdes.decode(topics.findings(), rest(buffer), Finding.class));
      default -> throw new IllegalArgumentException("not a kind of fact: " + kind);
    };
  }

  private static byte[] tagged(char kind, byte[] source, byte[] record) {
    return ByteBuffer.allocate(1 + source.length + record.length).put((byte) kind).put(source)
        .put(record).array();
  }

  private static byte[] rest(ByteBuffer buffer) {
    var rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return rest;
  }
}
