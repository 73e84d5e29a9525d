package io.gapless.sink;

import io.gapless.schemas.worker.GroupMember;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/// Consumers of committed records, that read in large pieces and commit nothing by themselves.
final class SinkConsumer {

  private SinkConsumer() {}

  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param workerId name of this member
  static GroupMember of(Map<String, Object> kafka, String workerId, String group) {
    var properties = new HashMap<String, Object>();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 32 << 20);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    properties.putAll(kafka);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return GroupMember.of(kafka, properties, workerId);
  }
}
