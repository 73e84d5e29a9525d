package io.gapless.planner;

import io.gapless.schemas.topic.TopicsUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// How many partitions topics have, asked once. Safe for many threads.
final class TopicPartitions {

  private final Admin admin;
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  TopicPartitions(Admin admin) {
    this.admin = admin;
  }

  /// Partitions of a topic that exists.
  ///
  /// @throws TopicsUnavailableException if the broker does not tell
  int of(String topic) {
    return known.computeIfAbsent(topic, this::ask);
  }

  private int ask(String topic) {
    try {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
          .mapToInt(described -> described.partitions().size()).sum();
    } catch (ExecutionException e) {
      throw new TopicsUnavailableException("topic " + topic + " is not described: "
          + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicsUnavailableException("interrupted", e);
    }
  }
}
