package io.gapless.sink;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Partitions of one topic, whose rows go to one table.
///
/// @param topic its whole name
record TableRuns(String topic, Map<TopicPartition, PartitionRun> runs) {

  /// The partitions of each topic.
  static Collection<TableRuns> of(Map<TopicPartition, PartitionRun> runs) {
    var tables = new HashMap<String, TableRuns>();
    runs.forEach((partition, run) -> tables.computeIfAbsent(partition.topic(),
        topic -> new TableRuns(topic, new HashMap<>())).runs.put(partition, run));
    return tables.values();
  }

  /// Bytes that rows take that are not being inserted.
  long waitingBytes() {
    return runs.values().stream().mapToLong(PartitionRun::waitingBytes).sum();
  }

  /// How long the oldest of them has waited.
  long ageNanos(long nowNanos) {
    return runs.values().stream().mapToLong(run -> nowNanos - run.openedNanos(nowNanos)).max()
        .orElse(0);
  }

  /// Whether a batch has to be inserted before its partition is read on.
  boolean holdsBack() {
    return runs.values().stream().anyMatch(run -> run.next(false) != null);
  }

  /// The partitions, those first whose rows have waited longest.
  List<Map.Entry<TopicPartition, PartitionRun>> oldestFirst(long nowNanos) {
    return runs.entrySet().stream()
        .sorted(Comparator.comparingLong(run -> run.getValue().openedNanos(nowNanos) - nowNanos))
        .toList();
  }
}
