package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StoredEvent;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What always holds, whatever a log says; watches one log from its beginning.
final class Invariants {

  private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);
  private static final Map<TaskStatus, Set<TaskStatus>> AFTER = new EnumMap<>(Map.of(
      TaskStatus.WAITING, EnumSet.of(TaskStatus.WAITING, TaskStatus.BLOCKED, TaskStatus.RUNNING,
          TaskStatus.CANCELLED),
      TaskStatus.BLOCKED, EnumSet.of(TaskStatus.BLOCKED, TaskStatus.WAITING, TaskStatus.RUNNING,
          TaskStatus.CANCELLED),
      TaskStatus.RUNNING, EnumSet.of(TaskStatus.RUNNING, TaskStatus.FINISHED, TaskStatus.ERROR),
      TaskStatus.FINISHED, EnumSet.of(TaskStatus.FINISHED),
      TaskStatus.ERROR, EnumSet.of(TaskStatus.ERROR),
      TaskStatus.CANCELLED, EnumSet.of(TaskStatus.CANCELLED)));

  private final InMemoryTable table;
  private final Rows rows;
  private final Map<ProcessId, Life> lives = new HashMap<>();
  private final Set<Long> asked = new HashSet<>();
  private final Set<Long> answered = new HashSet<>();

  /// What was seen of one incarnation so far.
  private static final class Life {
    final long incarnation;
    ProcessStatus status;
    final Map<Long, TaskStatus> tasks = new HashMap<>();
    final Map<Long, StoredEvent> events = new HashMap<>();
    long lastCall;

    Life(StoredProcess process) {
      incarnation = process.getIncarnation();
      status = process.getStatus();
    }
  }

  Invariants(InMemoryTable table, Rows rows) {
    this.table = table;
    this.rows = rows;
  }

  /// Checks the state after a command.
  void holdAfter(LoggedCommand command, List<Effect> effects) {
    var processes = processes();
    if (command.command().getReplyTo() != null) {
      asked.add(command.command().getReplyTo().getNumber());
    }
    indexesAreExact(processes);
    processes.forEach(this::holdFor);
    lives.keySet().retainAll(processes.keySet());
    effects.forEach(effect -> holdFor(effect, processes));
    assertThat(effects.stream().filter(Effect.Start.class::isInstance).count())
        .as("steps that one command starts").isLessThanOrEqualTo(1);
    everyQuestionIsAnsweredOnceOrWaits(processes);
  }

  private Map<ProcessId, StoredProcess> processes() {
    var processes = new HashMap<ProcessId, StoredProcess>();
    for (String namespace : RandomLog.NAMESPACES) {
      for (ProcessId id : rows.processes(namespace, "", Integer.MAX_VALUE)) {
        processes.put(id, rows.process(id).orElseThrow());
      }
    }
    return processes;
  }

  private void indexesAreExact(Map<ProcessId, StoredProcess> processes) {
    var running = new HashSet<ProcessId>();
    var timers = new HashSet<Timer>();
    processes.forEach((id, process) -> {
      if (process.getRunning() != null) {
        running.add(id);
      }
      var timer = process.getTimer();
      if (process.getTimerIndexed()) {
        assertThat(timer).as("an indexed timer of " + id).isNotNull();
        timers.add(new Timer(timer.getScheduledAt(), id, process.getIncarnation(),
            timer.getTaskId()));
      } else {
        assertThat(timer == null || process.getRunning() != null)
            .as("a timer of %s that nothing will fire", id).isTrue();
      }
    });
    assertThat(new HashSet<>(rows.running())).isEqualTo(running);
    assertThat(new HashSet<>(rows.timers(Timer.before(Instant.EPOCH), EVER, Integer.MAX_VALUE)))
        .isEqualTo(timers);
  }

  private void holdFor(ProcessId id, StoredProcess process) {
    var life = lives.get(id);
    if (life == null || life.incarnation != process.getIncarnation()) {
      life = new Life(process);
      lives.put(id, life);
    }
    statusFollows(life, process);
    var queue = rows.queue(id, life.incarnation);
    assertThat(queue).hasSize(process.getWaiting());
    assertThat(queue.isEmpty() || process.getRunning() != null)
        .as("what waits in %s waits for something", id).isTrue();
    if (process.getStatus() == ProcessStatus.ERROR) {
      assertThat(queue).isEmpty();
      // only a simple repair's timeout is tried again while its process is in ERROR
      assertThat(process.getTimer() == null || (process.getTimer().getRetryAttempts() > 0
          && process.getCorruptedBy() != null)).as("no timer in ERROR").isTrue();
    }
    tasksFollow(id, life, process, queue);
    eventsFollow(id, life, process);
  }

  private static void statusFollows(Life life, StoredProcess process) {
    assertThat(life.status == process.getStatus() || process.getStatus() != ProcessStatus.INIT)
        .as("back to INIT").isTrue();
    assertThat(process.getDetail() != null).as("only an ERROR has a reason")
        .isEqualTo(process.getStatus() == ProcessStatus.ERROR);
    life.status = process.getStatus();
  }

  private void tasksFollow(ProcessId id, Life life, StoredProcess process,
      List<StoredTask> queue) {
    var tasks = new ArrayList<>(rows.tasks(id, life.incarnation));
    assertThat(tasks).allMatch(task -> task.getFinishedAt() != null
        || task.getStatus() == TaskStatus.CANCELLED);
    tasks.addAll(queue);
    Stream.of(process.getRunning(), process.getTimer()).filter(task -> task != null)
        .forEach(tasks::add);
    assertThat(tasks.stream().map(StoredTask::getTaskId)).doesNotHaveDuplicates()
        .containsAll(life.tasks.keySet()).allMatch(number -> number < process.getNextTask());
    assertThat(tasks.stream().filter(task -> task.getStatus() == TaskStatus.RUNNING).count())
        .isEqualTo(process.getRunning() == null ? 0 : 1);
    for (StoredTask task : tasks) {
      var before = life.tasks.put(task.getTaskId(), task.getStatus());
      assertThat(before == null || AFTER.getOrDefault(before, Set.of()).contains(task.getStatus()))
          .as("task %s of %s: %s after %s", task.getTaskId(), id, task.getStatus(), before)
          .isTrue();
    }
  }

  private void eventsFollow(ProcessId id, Life life, StoredProcess process) {
    var events = new HashMap<Long, StoredEvent>();
    rows.visitEvents(id, life.incarnation, new HistoryRange(null, null, false),
        event -> events.put(event.eventId(), event.event()) == null);
    assertThat(events).as("history only grows").containsAllEntriesOf(life.events);
    assertThat(process.getLastEventId())
        .isEqualTo(events.keySet().stream().mapToLong(Long::longValue).reduce(0, Math::max));
    life.events.putAll(events);
  }

  private void holdFor(Effect effect, Map<ProcessId, StoredProcess> processes) {
    if (effect instanceof Effect.Reply(ReplyTo to, var _)) {
      assertThat(answered.add(to.getNumber())).as("answered once: " + to).isTrue();
      assertThat(asked).contains(to.getNumber());
    }
    if (effect instanceof Effect.Start(Claim claim)) {
      // with the graph of statuses: what ran before has ended, so no timer fires into a step
      var process = Objects.requireNonNull(processes.get(claim.id()), "a step of no process");
      var running = Objects.requireNonNull(process.getRunning(), "a step of no task");
      assertThat(new Claim(claim.id(), process.getIncarnation(), running.getTaskId(),
          running.getAttempt(), running.getType())).isEqualTo(claim);
      assertThat(claim.type()).as("removals run no code").isNotEqualTo(TaskType.REMOVE);
      boolean isCall = claim.type() != TaskType.TIMEOUT && claim.attempt() == 1;
      var life = lives.get(claim.id());
      if (isCall && life != null) {
        assertThat(claim.task()).as("first in, first out").isGreaterThan(life.lastCall);
        life.lastCall = claim.task();
      }
    }
  }

  private void everyQuestionIsAnsweredOnceOrWaits(Map<ProcessId, StoredProcess> processes) {
    var waiting = new HashSet<>(answered);
    processes.forEach((id, process) -> {
      var tasks = new ArrayList<>(rows.queue(id, process.getIncarnation()));
      if (process.getRunning() != null) {
        tasks.add(process.getRunning());
      }
      for (StoredTask task : tasks) {
        for (ReplyTo replyTo : task.getWaiting()) {
          assertThat(waiting.add(replyTo.getNumber())).as("waits once: " + replyTo).isTrue();
        }
      }
    });
    assertThat(waiting).isEqualTo(asked);
  }

  /// Checks that nothing is left but live processes, once the rest is cleared away.
  void holdAtTheEnd(Engine engine, LoggedCommand last) {
    var position = last.position();
    for (var removals = rows.removals(); !removals.isEmpty(); removals = rows.removals()) {
      var effects = Commands.removeMore(removals.getFirst(), last.at(), ++position)
          .applyTo(engine);
      assertThat(effects).doesNotHaveAnyElementsOfTypes(Effect.Reply.class, Effect.Tell.class);
    }
    long children = processes().entrySet().stream()
        .mapToLong(live -> table
            .children(new Removal(live.getKey(), live.getValue().getIncarnation())).size())
        .sum();
    assertThat(table.count('C')).as("rows of processes that exist").isEqualTo(children);

    for (Expiry expiry : rows.expiries(Instant.EPOCH, EVER, Integer.MAX_VALUE)) {
      Commands.expire(expiry, ++position).applyTo(engine);
      assertThat(rows.keyUse(expiry.id(), expiry.incarnation(), expiry.key())).isEmpty();
    }
    assertThat(table.count('X')).isZero();
    assertThat(table.count('P') + table.count('R') + table.count('S') + table.count('N')
        + table.count('C') + table.count('A')).as("kinds of rows").isEqualTo(table.size());
  }
}
