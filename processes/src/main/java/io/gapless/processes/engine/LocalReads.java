package io.gapless.processes.engine;

import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.core.Keys;
import io.gapless.processes.core.Moment;
import io.gapless.processes.core.Rows;
import io.gapless.processes.core.TableUnavailableException;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Reads the state that lies on this engine.
final class LocalReads {

  private final Hosts hosts;
  private final StandbyReads standbys;
  private final Questions questions;
  private final int partitions;

  /// What is done where the state lies elsewhere.
  @FunctionalInterface
  interface Detour<T> {
    /// Reads with the patience that is left.
    T read(Duration patience) throws InterruptedException;
  }

  /// @param partitions of the log of commands
  LocalReads(LocalState state, Questions questions, int partitions) {
    this.hosts = state.hosts();
    this.standbys = state.standbys();
    this.questions = questions;
    this.partitions = partitions;
  }

  /// Whether the state of a process, if there is one, lies here and is up to date.
  boolean has(ProcessId id) {
    return hosts.of(partition(id)).filter(HostedPartition::isLive).isPresent();
  }

  private int partition(ProcessId id) {
    return Topics.keyPartition(Keys.command(id), partitions);
  }

  /// Reads a process as it was at one moment: from a copy, where that is new enough; else waits until
  /// the state is as new as wanted, and until the process's first step is done.
  <T> T read(ProcessId id, Freshness freshness, BiFunction<Rows, StoredProcess, T> reading,
      Duration patience, Detour<T> detour) throws InterruptedException {
    long began = System.nanoTime();
    int number = partition(id);
    if (!has(id)) {
      var copied = standbys.read(id, number, freshness, questions.newest(number), reading);
      if (copied.isPresent()) {
        return copied.get();
      }
    }
    while (true) {
      var left = patience.minusNanos(System.nanoTime() - began);
      if (left.isNegative() || left.isZero()) {
        throw Questions.failed(StepErrorKind.TIMEOUT);
      }
      var partition = hosts.of(number).orElse(null);
      if (partition == null) {
        return detour.read(left);
      }
      long position = partition.position();
      if (!partition.isLive() || position < wanted(freshness, number)
          || !standbys.isNewEnough(number, position, freshness)) {
        partition.awaitChange(position, left);
        continue;
      }
      try {
        var rows = partition.rows();
        var result = attempt(id, rows, Moment.of(rows, id), reading);
        if (result.isPresent()) {
          return result.get();
        }
      } catch (TableUnavailableException e) {
        hosts.went(partition);
      }
      partition.awaitChange(position, left);
    }
  }

  /// Ids of processes in a partition; empty if it does not lie here.
  Optional<List<ProcessId>> list(int number, String namespace, String after, int limit) {
    var partition = hosts.of(number).filter(HostedPartition::isLive);
    try {
      return partition.map(here -> here.rows().processes(namespace, after, limit));
    } catch (TableUnavailableException e) {
      partition.ifPresent(hosts::went);
      return Optional.empty();
    }
  }

  /// Empty if the process changed meanwhile, or has not ended its first step.
  static <T> Optional<T> attempt(ProcessId id, Rows rows, Moment moment,
      BiFunction<Rows, StoredProcess, T> reading) {
    var process = moment.process().orElse(null);
    if (process == null && moment.holds()) {
      throw Questions.failed(StepErrorKind.PROCESS_NOT_FOUND);
    }
    if (process == null || process.getStatus() == ProcessStatus.INIT) {
      return Optional.empty();
    }
    var result = reading.apply(rows, process);
    return moment.holds() ? Optional.of(result) : Optional.empty();
  }

  private long wanted(Freshness freshness, int partition) {
    long own = questions.newest(partition);
    return switch (freshness) {
      case Freshness.OwnWrites _,Freshness.AtMost _ -> own;
      case Freshness.AtLeast(var position) when position.partition() == partition ->
          Math.max(own, position.offset());
      case Freshness.AtLeast _ -> own;
    };
  }
}
