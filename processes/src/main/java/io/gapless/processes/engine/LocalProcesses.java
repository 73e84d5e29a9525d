package io.gapless.processes.engine;

import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.EventRange;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.core.Answers;
import io.gapless.processes.core.Keys;
import io.gapless.processes.core.Moment;
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
/// lies here.
final class LocalProcesses extends LoggedRequests implements Processes {

  private final Map<String, Namespace> namespaces;
  private final int partitions;
  private final Questions questions;
  private final LocalState state;
  private final Hosts hosts;
  private final EngineMetrics metrics;

  LocalProcesses(Map<String, Namespace> namespaces, int partitions, Questions questions,
      LocalState state, EngineMetrics metrics) {
    super(questions);
    this.namespaces = Map.copyOf(namespaces);
    this.partitions = partitions;
    this.questions = questions;
    this.state = state;
    this.hosts = state.hosts();
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
    });
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
    });
  }

  @Override
  public List<ProcessId> list(String namespace, String after, int limit) {
    namespace(namespace);
    return hosts.all().stream()
        .flatMap(partition -> partition.rows().processes(namespace, after, limit).stream())
        .sorted(Comparator.comparing(ProcessId::id)).limit(limit).toList();
  }

  @Override
  public Optional<String> healthCheck(String namespace) {
    namespace(namespace);
    return state.trouble().get();
  }

  @Override
  Duration patience(String namespace) {
    return namespace(namespace).stepTimeout();
  }

  private Namespace namespace(String name) {
    var namespace = namespaces.get(name);
    if (namespace == null) {
      throw failed(StepErrorKind.NAMESPACE_NOT_FOUND);
    }
    return namespace;
  }

  /// Reads a process as it was at one moment; waits until it is as new as wanted, and until its first
  /// step is done.
  private <T> T read(ProcessId id, Freshness freshness, BiFunction<Rows, StoredProcess, T> reading)
      throws InterruptedException {
    long began = System.nanoTime();
    var patience = namespace(id.namespace()).stepTimeout();
    int number = Topics.keyPartition(Keys.command(id), partitions);
    if (!hosts.of(number).map(HostedPartition::isLive).orElse(false)) {
      var copied =
          state.standbys().read(id, number, freshness, questions.newest(number), reading);
      if (copied.isPresent()) {
        metrics.read(Duration.ofNanos(System.nanoTime() - began));
        return copied.get();
      }
    }
    while (true) {
      var left = patience.minusNanos(System.nanoTime() - began);
      if (left.isNegative() || left.isZero()) {
        throw failed(StepErrorKind.TIMEOUT);
      }
      var partition = hosts.of(number).orElseThrow(() -> new EngineUnavailableException(
          "the state of " + id + " does not lie on this engine"));
      long position = partition.position();
      if (!partition.isLive() || position < wanted(freshness, number)
          || !state.standbys().isNewEnough(number, position, freshness)) {
        partition.awaitChange(position, left);
        continue;
      }
      try {
        var rows = partition.rows();
        var result = attempt(id, rows, Moment.of(rows, id), reading);
        if (result.isPresent()) {
          metrics.read(Duration.ofNanos(System.nanoTime() - began));
          return result.get();
        }
      } catch (TableUnavailableException e) {
        hosts.went(partition);
      }
      partition.awaitChange(position, left);
    }
  }

  /// Empty if the process changed meanwhile, or has not ended its first step.
  static <T> Optional<T> attempt(ProcessId id, Rows rows, Moment moment,
      BiFunction<Rows, StoredProcess, T> reading) {
    var process = moment.process().orElse(null);
    if (process == null && moment.holds()) {
      throw failed(StepErrorKind.PROCESS_NOT_FOUND);
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

  private static ProcessException failed(StepErrorKind kind) {
    return new ProcessException(kind, Answers.error(kind).getError().getReason());
  }
}
