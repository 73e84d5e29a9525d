package io.gapless.processes.engine;

import io.gapless.processes.EventRange;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.core.Keys;
import io.gapless.processes.core.Rows;
import io.gapless.processes.core.TableUnavailableException;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// The processes of an engine's own namespaces: requests go through the log, reads to the state that
/// lies here, and through the log where it lies elsewhere.
final class LocalProcesses extends LoggedRequests implements Processes {

  private final Map<String, Namespace> namespaces;
  private final LoggedReads elsewhere;
  private final Questions questions;
  private final Hosts hosts;
  private final EngineMetrics metrics;

  LocalProcesses(Map<String, Namespace> namespaces, LoggedReads elsewhere, Questions questions,
      Hosts hosts, EngineMetrics metrics) {
    super(questions);
    this.namespaces = Map.copyOf(namespaces);
    this.elsewhere = elsewhere;
    this.questions = questions;
    this.hosts = hosts;
    this.metrics = metrics;
  }

  @Override
  public Snapshot get(ProcessId id, EventRange range, Freshness freshness)
      throws InterruptedException {
    return read(id, freshness, (rows, process) -> {
      var history = new ArrayList<HistoryEvent>();
      rows.visitEvents(id, process.getIncarnation(), range.toRecord(),
          event -> history.add(Views.of(event)));
      return new Snapshot(Views.of(id, process), range, history);
    }, left -> elsewhere.get(id, range, left));
  }

  @Override
  public List<StoredTask> trace(ProcessId id, Freshness freshness) throws InterruptedException {
    return read(id, freshness, (rows, process) -> {
      var tasks = new ArrayList<>(rows.tasks(id, process.getIncarnation()));
      tasks.addAll(rows.queue(id, process.getIncarnation()));
      Optional.ofNullable(process.getRunning()).ifPresent(tasks::add);
      Optional.ofNullable(process.getTimer()).ifPresent(tasks::add);
      tasks.sort(Comparator.comparingLong(StoredTask::getTaskId));
      return tasks;
    }, left -> elsewhere.trace(id, left));
  }

  @Override
  public List<ProcessId> list(String namespace, String after, int limit)
      throws InterruptedException {
    var patience = patience(namespace);
    var found = new ArrayList<ProcessId>();
    var others = new ArrayList<Integer>();
    for (int number = 0; number < elsewhere.partitions(); number++) {
      var here = hosts.of(number).filter(HostedPartition::isLive)
          .flatMap(partition -> list(partition, namespace, after, limit));
      here.ifPresent(found::addAll);
      if (here.isEmpty()) {
        others.add(number);
      }
    }
    found.addAll(elsewhere.list(others, namespace, after, limit, patience));
    return found.stream().sorted(Rows.ORDER).limit(limit).toList();
  }

  @Override
  public Optional<String> healthCheck(String namespace) {
    namespace(namespace);
    return hosts.all().isEmpty()
        ? Optional.of("no partition of the log of commands is here")
        : hosts.all().stream().filter(partition -> !partition.isLive()).findFirst()
            .map(partition -> "partition " + partition.partition() + " is being restored");
  }

  @Override
  Duration patience(String namespace) {
    return namespace(namespace).stepTimeout();
  }

  private Namespace namespace(String name) {
    var namespace = namespaces.get(name);
    if (namespace == null) {
      throw Questions.failed(StepErrorKind.NAMESPACE_NOT_FOUND);
    }
    return namespace;
  }

  /// Empty if the partition went elsewhere meanwhile.
  private Optional<List<ProcessId>> list(HostedPartition partition, String namespace, String after,
      int limit) {
    try {
      return Optional.of(partition.rows().processes(namespace, after, limit));
    } catch (TableUnavailableException e) {
      hosts.went(partition);
      return Optional.empty();
    }
  }

  /// A read through the log.
  @FunctionalInterface
  private interface Detour<T> {
    T read(Duration patience) throws InterruptedException;
  }

  /// Reads a process as it was at one moment; waits until it is as new as wanted, and until its first
  /// step is done.
  private <T> T read(ProcessId id, Freshness freshness, BiFunction<Rows, StoredProcess, T> reading,
      Detour<T> detour) throws InterruptedException {
    long began = System.nanoTime();
    var result = read(id, freshness, reading, detour, patience(id.namespace()));
    metrics.read(Duration.ofNanos(System.nanoTime() - began));
    return result;
  }

  private <T> T read(ProcessId id, Freshness freshness, BiFunction<Rows, StoredProcess, T> reading,
      Detour<T> detour, Duration patience) throws InterruptedException {
    long began = System.nanoTime();
    int number = Topics.keyPartition(Keys.command(id), elsewhere.partitions());
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
      if (!partition.isLive() || position < wanted(freshness, number)) {
        partition.awaitChange(position, left);
        continue;
      }
      try {
        var result = attempt(id, partition, reading);
        if (result.isPresent()) {
          return result.get();
        }
      } catch (TableUnavailableException e) {
        hosts.went(partition);
      }
      partition.awaitChange(position, left);
    }
  }

  /// Empty if the process changed meanwhile, or has not ended its first step.
  private static <T> Optional<T> attempt(ProcessId id, HostedPartition partition,
      BiFunction<Rows, StoredProcess, T> reading) {
    var before = partition.rows().process(id)
        .orElseThrow(() -> Questions.failed(StepErrorKind.PROCESS_NOT_FOUND));
    if (before.getStatus() == ProcessStatus.INIT) {
      return Optional.empty();
    }
    var result = reading.apply(partition.rows(), before);
    return partition.rows().process(id)
        .filter(after -> after.getIncarnation() == before.getIncarnation()
            && after.getVersion() == before.getVersion())
        .map(_ -> result);
  }

  private long wanted(Freshness freshness, int partition) {
    long own = questions.newest(partition);
    return switch (freshness) {
      case Freshness.OwnWrites _ -> own;
      case Freshness.AtLeast(var position) when position.partition() == partition ->
          Math.max(own, position.offset());
      case Freshness.AtLeast _ -> own;
    };
  }
}
