package io.gapless.processes.engine;

import io.gapless.processes.EventRange;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.core.Rows;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.StoredTask;
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
  private final LocalReads local;
  private final LoggedReads elsewhere;
  private final LocalState state;
  private final EngineMetrics metrics;

  LocalProcesses(Map<String, Namespace> namespaces, LoggedReads elsewhere, Questions questions,
      LocalState state, EngineMetrics metrics) {
    super(questions);
    this.namespaces = Map.copyOf(namespaces);
    this.local = new LocalReads(state, questions, elsewhere.partitions());
    this.elsewhere = elsewhere;
    this.state = state;
    this.metrics = metrics;
  }

  @Override
  public Snapshot get(ProcessId id, EventRange range, Freshness freshness)
      throws InterruptedException {
    return measured(id, freshness, (rows, process) -> {
      var history = new ArrayList<HistoryEvent>();
      rows.visitEvents(id, process.getIncarnation(), range.toRecord(),
          event -> history.add(Views.of(event)));
      return new Snapshot(Views.of(id, process), range, history);
    }, left -> elsewhere.get(id, range, left));
  }

  @Override
  public List<StoredTask> trace(ProcessId id, Freshness freshness) throws InterruptedException {
    return measured(id, freshness, (rows, process) -> {
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
    for (int partition = 0; partition < elsewhere.partitions(); partition++) {
      var here = local.list(partition, namespace, after, limit);
      here.ifPresent(found::addAll);
      if (here.isEmpty()) {
        others.add(partition);
      }
    }
    found.addAll(elsewhere.list(others, namespace, after, limit, patience));
    return found.stream().sorted(Rows.ORDER).limit(limit).toList();
  }

  @Override
  public Optional<String> healthCheck(String namespace) {
    namespace(namespace);
    return state.trouble().get();
  }

  /// Whether a process, if there is one, lives here.
  boolean owns(ProcessId id) {
    return local.has(id);
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

  private <T> T measured(ProcessId id, Freshness freshness,
      BiFunction<Rows, StoredProcess, T> reading, LocalReads.Detour<T> detour)
      throws InterruptedException {
    long began = System.nanoTime();
    var result = local.read(id, freshness, reading, patience(id.namespace()), detour);
    metrics.read(Duration.ofNanos(System.nanoTime() - began));
    return result;
  }
}
