package io.gapless.planner.monitor;

import io.gapless.planner.process.JobRecords;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.Request;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks now and then at what the heartbeats say, and has the processes of conditions begin and end.
/// Keeps nothing by itself that a restart would lose.
public final class Monitor {

  private static final Logger log = LoggerFactory.getLogger(Monitor.class);
  private static final Duration TICK = Duration.ofMillis(200);
  /// More conditions at a time are told in the order of their names.
  private static final int MOST = 1_000;

  private final MonitorConfig config;
  private final SignsOfLife life;
  private final Conditions conditions;
  private final JobRecords records;
  private final Processes processes;
  private final InstantSource clock;
  private Set<String> seenBefore = Set.of();

  /// @param processes of the engine that runs [ConditionProcess]
  public Monitor(MonitorConfig config, Topics topics, SignsOfLife life, JobRecords records,
      Processes processes, InstantSource clock) {
    this.config = config;
    this.life = life;
    conditions = new Conditions(topics);
    this.records = records;
    this.processes = processes;
    this.clock = clock;
  }

  /// Looks until it is time to leave.
  public void run(BooleanSupplier leaves) throws InterruptedException {
    var next = clock.instant().plus(config.checkInterval());
    while (!leaves.getAsBoolean()) {
      if (!clock.instant().isBefore(next)) {
        look();
        next = clock.instant().plus(config.checkInterval());
      }
      TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
    }
  }

  /// Looks once.
  void look() throws InterruptedException {
    var workers = life.workers();
    if (workers.isEmpty()) {
      return;
    }
    var now = conditions.begun(workers.get().values(), clock.instant());
    try {
      var told = processes.list(ConditionProcess.NAMESPACE, "", MOST)
          .stream().map(ProcessId::id).collect(Collectors.toSet());
      for (var event : settled(now)) {
        if (!told.contains(Conditions.key(event))) {
          begin(event);
        }
      }
      for (String key : told) {
        if (!now.containsKey(key)) {
          var ended = conditions.ended(key, workers.get(), clock.instant());
          if (ended.isPresent()) {
            end(key, ended.get());
          }
        }
      }
    } catch (ProcessException | EngineUnavailableException e) {
      log.info("conditions are not told now, will look again in {} s: {}",
          config.checkInterval().toSeconds(), e.getMessage());
    }
  }

  /// Nodes are given a second look: one that is left alone for a while is asked again soon.
  private Set<LifecycleEvent> settled(Map<String, LifecycleEvent> now) {
    var settled = new HashSet<LifecycleEvent>();
    now.forEach((key, event) -> {
      if (!event.getNamespace().equals(Conditions.NODES) || seenBefore.contains(key)) {
        settled.add(event);
      }
    });
    seenBefore = Set.copyOf(now.keySet());
    return settled;
  }

  private void begin(LifecycleEvent event) throws InterruptedException {
    try {
      var _ = processes.init(ConditionProcess.id(Conditions.key(event)),
          Request.of(records.state(event)));
      log.warn("{}", event.getMessage());
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.PROCESS_ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private void end(String key, LifecycleEvent event) throws InterruptedException {
    try {
      var _ = processes.call(ConditionProcess.id(key), Request.of(records.state(event)));
      log.info("{}", event.getMessage());
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.PROCESS_NOT_FOUND && e.kind() != StepErrorKind.REFUSED) {
        throw e;
      }
    }
  }
}
