package io.gapless.processes.engine;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The partitions whose state lies here.
final class Hosts {

  private final Map<Integer, HostedPartition> hosted = new ConcurrentHashMap<>();

  void came(HostedPartition partition) {
    hosted.put(partition.partition(), partition);
  }

  void went(HostedPartition partition) {
    hosted.remove(partition.partition(), partition);
    partition.leave();
  }

  Optional<HostedPartition> of(int partition) {
    return Optional.ofNullable(hosted.get(partition));
  }

  Collection<HostedPartition> all() {
    return hosted.values();
  }

  /// Why not all that lies here can be used yet; empty if it can.
  Optional<String> trouble() {
    return hosted.values().stream().filter(partition -> !partition.isLive()).findFirst()
        .map(partition -> "partition " + partition.partition() + " is being restored");
  }

  /// Commands that are in the log and were not applied yet.
  long behind(LogEnds ends) {
    return hosted.values().stream().filter(partition -> partition.position() >= 0)
        .mapToLong(partition -> Math.max(0,
            ends.end(partition.partition()) - 1 - partition.position()))
        .sum();
  }
}
