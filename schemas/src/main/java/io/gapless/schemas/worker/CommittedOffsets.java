package io.gapless.schemas.worker;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// How far a consumer group is, as it has committed.
public final class CommittedOffsets {

  private static final long TIMEOUT_SECONDS = 15;

  private final Map<TopicPartition, OffsetAndMetadata> offsets;

  private CommittedOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
    this.offsets = offsets;
  }

  /// Of a group; nowhere, if nobody has joined it yet.
  ///
  /// @throws KafkaException if the broker does not answer
  public static CommittedOffsets of(Admin admin, String group) throws InterruptedException {
    try {
      return new CommittedOffsets(admin.listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return new CommittedOffsets(Map.of());
      }
      throw new KafkaException("the broker refuses the offsets of group " + group + ": "
          + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (TimeoutException e) {
      throw new KafkaException("the broker did not tell the offsets of group " + group, e);
    }
  }

  /// The offset that the group reads on from; 0 where it has committed none.
  public long of(TopicPartition partition) {
    var offset = offsets.get(partition);
    return offset == null ? 0 : offset.offset();
  }

  /// Whether the group has passed all of these offsets, inclusive.
  ///
  /// @param last offsets, a partition as `topic-partition`
  public boolean havePassed(Map<String, Long> last) {
    return last.entrySet().stream().allMatch(one -> of(partition(one.getKey())) > one.getValue());
  }

  private static TopicPartition partition(String name) {
    int dash = name.lastIndexOf('-');
    return new TopicPartition(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
  }
}
