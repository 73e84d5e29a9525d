package io.gapless.gapdetector;

import io.gapless.gapdetector.coverage.Decision;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// A record on its way to a topic.
///
/// @param topic the topic's whole name
/// @param key its key, UTF-8
/// @param value its bytes; null deletes the key
/// @param jobId for a work: its job, which decides the partition together with `number`
/// @param number for a work: its number
record Outgoing(String topic, Bytes key, @Nullable Bytes value, @Nullable String jobId,
    long number) {

  static Outgoing of(Decision decision, Topics topics, RecordSerdes serdes) {
    return switch (decision) {
      case Decision.Emit(var work) -> {
        var topic = topics.work(work.getChain());
        yield new Outgoing(topic, utf8(work.getJobId() + "/" + work.getNumber()),
            Bytes.wrap(serdes.encode(topic, work)), work.getJobId(), work.getNumber());
      }
      case Decision.Judge(var verdict) -> to(topics.verdicts(), verdict.getJobId(),
          serdes.encode(topics.verdicts(), verdict));
      case Decision.Mark(var day) -> to(topics.checkpoints(),
          day.getJobId() + "/" + day.getDayIdx(), serdes.encode(topics.checkpoints(), day));
      case Decision.Tell(var event) -> to(topics.events(),
          Topics.keyOf(event), serdes.encode(topics.events(), event));
      case Decision.ForgetJob(var jobId) -> to(topics.verdicts(), jobId, null);
      case Decision.ForgetDay(var jobId, var dayIdx) ->
          to(topics.checkpoints(), jobId + "/" + dayIdx, null);
    };
  }

  static Outgoing of(DeadLetter letter, byte[] key, Topics topics, RecordSerdes serdes) {
    return new Outgoing(topics.deadLetter(), Bytes.wrap(key),
        Bytes.wrap(serdes.encode(topics.deadLetter(), letter)), null, 0);
  }

  private static Outgoing to(String topic, String key, byte @Nullable [] value) {
    return new Outgoing(topic, utf8(key), value == null ? null : Bytes.wrap(value), null, 0);
  }

  private static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
