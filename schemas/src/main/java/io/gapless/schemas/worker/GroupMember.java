package io.gapless.schemas.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A worker's membership of a consumer group, under a name by which others can evict it.
///
/// The name is Kafka's `group.instance.id`, since the Admin API removes single members by nothing
/// else. What that would do to restarts is undone here: a member that leaves gives its partitions
/// back at once, and one that comes takes the place of a predecessor that was killed, instead of
/// being refused until the broker has given that one up.
public final class GroupMember implements AutoCloseable {

  private static final Duration LEAVING = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;

  private GroupMember(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /// Makes a consumer that joins when it subscribes.
  ///
  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param properties of the consumer besides, with `group.id`
  /// @throws KafkaException if the broker does not answer, or refuses
  public static GroupMember of(Map<String, Object> kafka, Map<String, Object> properties,
      String workerId) {
    try (var admin = Admin.create(new HashMap<>(kafka))) {
      var _ = evict(admin, String.valueOf(properties.get(ConsumerConfig.GROUP_ID_CONFIG)), workerId,
          "its successor starts");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    var all = new HashMap<>(properties);
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, workerId);
    all.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId(workerId));
    all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    return new GroupMember(
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /// Takes a worker out of a group; its partitions go to the others, and it has to join again.
  ///
  /// @param reason for the broker's log
  /// @return whether it was a member
  /// @throws ExecutionException if the broker does not answer, or refuses
  public static boolean evict(Admin admin, String group, String workerId, String reason)
      throws ExecutionException, InterruptedException {
    var member = new MemberToRemove(instanceId(workerId));
    var options = new RemoveMembersFromConsumerGroupOptions(List.of(member));
    options.reason(reason);
    try {
      admin.removeMembersFromConsumerGroup(group, options).memberResult(member).get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownMemberIdException
          || e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }

  /// The consumer, for one thread.
  public KafkaConsumer<byte[], byte[]> consumer() {
    return consumer;
  }

  /// Leaves the group.
  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(LEAVING)
        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }

  /// The worker's id, in the letters that Kafka takes.
  private static String instanceId(String workerId) {
    return workerId.replaceAll("[^a-zA-Z0-9._-]", "_");
  }
}
