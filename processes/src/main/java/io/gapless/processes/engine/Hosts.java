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
}
