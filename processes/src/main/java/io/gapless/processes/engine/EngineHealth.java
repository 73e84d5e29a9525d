package io.gapless.processes.engine;

import io.gapless.schemas.worker.Faults;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/// Whether an engine can be used: it runs, reaches the log of commands, and has taken up its partitions.
///
/// @param failure why it stopped by itself; null while it runs
/// @param state of Kafka Streams
/// @param log that it reaches or does not
/// @param hosts its partitions
record EngineHealth(Supplier<@Nullable Throwable> failure, Supplier<KafkaStreams.State> state,
    LogWatch log, Hosts hosts) {

  /// Why it cannot be used now; empty if it can.
  Optional<String> trouble() {
    var fault = failure.get();
    if (fault != null) {
      return Optional.of("the engine has stopped: " + Faults.reason(fault));
    }
    var now = state.get();
    if (!now.isRunningOrRebalancing() && now != KafkaStreams.State.CREATED) {
      return Optional.of("the engine has stopped");
    }
    if (hosts.all().isEmpty() && now != KafkaStreams.State.RUNNING) {
      return Optional.of("no partition of the log of commands is here yet");
    }
    return log.trouble().or(hosts::trouble);
  }
}
