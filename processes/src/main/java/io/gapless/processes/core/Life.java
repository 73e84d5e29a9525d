package io.gapless.processes.core;

import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.NewEvent;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StoredEvent;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A process during one command: its tasks, its timer, its history and its status.
///
/// What it changes in the process itself is written by [#save].
final class Life {

  /// A step sees all of the history, the first event first.
  static final HistoryRange ALL = new HistoryRange(null, null, false);
  static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Turn turn;
  private final StoredProcess process;
  private final boolean wasBusy;
  private boolean gone;

  private Life(Turn turn, StoredProcess process) {
    this.turn = turn;
    this.process = process;
    wasBusy = process.getRunning() != null;
  }

  /// The process that a command is for, if it exists.
  static Optional<Life> of(Turn turn) {
    return turn.rows().process(turn.id()).map(process -> new Life(turn, process));
  }

  /// Makes a process.
  static Life begin(Turn turn, ProcessStatus status) {
    return new Life(turn, StoredProcess.newBuilder()
        .setIncarnation(turn.position()).setVersion(0).setStatus(status).setPreviousStatus(status)
        .setMetadata(Map.of()).setLastEventId(0).setNextTask(1).setWaiting(0)
        .setCreatedAt(turn.at()).setStatusChangedAt(turn.at()).build());
  }

  StoredProcess process() {
    return process;
  }

  long incarnation() {
    return process.getIncarnation();
  }

  /// The task under way.
  Optional<StoredTask> running() {
    return Optional.ofNullable(process.getRunning());
  }

  /// Writes what has changed.
  void save() {
    if (gone) {
      return;
    }
    boolean isBusy = process.getRunning() != null;
    if (isBusy && !wasBusy) {
      turn.rows().putRunning(turn.id());
    } else if (wasBusy && !isBusy) {
      turn.rows().deleteRunning(turn.id());
    }
    process.setVersion(process.getVersion() + 1);
    turn.rows().put(turn.id(), process);
    turn.changed(incarnation(), process.getVersion());
  }

  /// A new task, not yet begun.
  StoredTask task(TaskType type, Instant scheduledAt, ByteBuffer args, ByteBuffer context) {
    long number = process.getNextTask();
    process.setNextTask(number + 1);
    return StoredTask.newBuilder().setTaskId(number).setType(type).setStatus(TaskStatus.WAITING)
        .setScheduledAt(scheduledAt).setArgs(args).setContext(context).setRange(ALL)
        .setEventIds(List.of()).setWaiting(List.of()).build();
  }

  /// Begins a task at once, or has it wait for the one under way; the timer waits for it.
  void accept(StoredTask task) {
    if (process.getTimer() != null) {
      process.getTimer().setStatus(TaskStatus.BLOCKED);
    }
    if (process.getRunning() == null) {
      claim(task);
    } else {
      turn.rows().putQueued(turn.id(), incarnation(), task);
      process.setWaiting(process.getWaiting() + 1);
    }
  }

  /// Begins a task.
  void claim(StoredTask task) {
    task.setStatus(TaskStatus.RUNNING);
    task.setStartedAt(turn.at());
    process.setRunning(task);
    start(task);
  }

  /// Begins the task under way once more.
  void restart() {
    var task = Objects.requireNonNull(process.getRunning());
    task.setAttempt(task.getAttempt() + 1);
    start(task);
  }

  private void start(StoredTask task) {
    turn.effects().add(new Effect.Start(new Claim(turn.id(), incarnation(), task.getTaskId(),
        task.getAttempt(), task.getType())));
  }

  /// Ends a task, and tells those who wait for it.
  void finish(StoredTask task, TaskStatus status, StepAnswer answer) {
    task.setStatus(status);
    task.setFinishedAt(turn.at());
    task.setAnswer(answer);
    for (ReplyTo waiting : task.getWaiting()) {
      turn.effects().add(new Effect.Reply(waiting, answer));
    }
    task.setWaiting(List.of());
    turn.rows().putTask(turn.id(), incarnation(), task);
  }

  /// Adds someone who is to be told the answer of a task that has not ended.
  ///
  /// @return whether there is such a task
  boolean await(long taskId, ReplyTo replyTo) {
    var running = process.getRunning();
    if (running != null && running.getTaskId() == taskId) {
      running.setWaiting(with(running.getWaiting(), replyTo));
      return true;
    }
    var queued = turn.rows().queued(turn.id(), incarnation(), taskId);
    queued.ifPresent(task -> {
      task.setWaiting(with(task.getWaiting(), replyTo));
      turn.rows().putQueued(turn.id(), incarnation(), task);
    });
    return queued.isPresent();
  }

  /// Goes on after the task under way: with what waits, else with the timer if it is due.
  void next() {
    process.setRunning(null);
    var rows = turn.rows();
    if (process.getWaiting() > 0) {
      var head = rows.firstQueued(turn.id(), incarnation()).orElseThrow();
      rows.deleteQueued(turn.id(), incarnation(), head.getTaskId());
      process.setWaiting(process.getWaiting() - 1);
      accept(head);
      return;
    }
    var timer = process.getTimer();
    if (timer != null && !timer.getScheduledAt().isAfter(turn.at())) {
      fire();
    } else if (timer != null) {
      timer.setStatus(TaskStatus.WAITING);
      if (!process.getTimerIndexed()) {
        rows.putTimer(indexed(timer));
        process.setTimerIndexed(true);
        turn.effects().add(new Effect.Armed(indexed(timer)));
      }
    }
  }

  /// Begins what the timer was set for.
  void fire() {
    var timer = takeTimer();
    if (timer.getType() == TaskType.REMOVE) {
      remove();
    } else {
      claim(timer);
    }
  }

  /// Sets the timer; replaces an earlier one.
  StoredTask arm(TaskType type, Instant due, ByteBuffer args, ByteBuffer context) {
    disarm();
    var timer = task(type, due, args, context);
    process.setTimer(timer);
    return timer;
  }

  /// Cancels the timer, if there is one.
  void disarm() {
    if (process.getTimer() != null) {
      var timer = takeTimer();
      timer.setStatus(TaskStatus.CANCELLED);
      turn.rows().putTask(turn.id(), incarnation(), timer);
    }
  }

  /// Drops the timer from the index: it is due, and waits for the task under way.
  void holdTimer() {
    if (process.getTimerIndexed()) {
      turn.rows().deleteTimer(indexed(Objects.requireNonNull(process.getTimer())));
      process.setTimerIndexed(false);
    }
  }

  private StoredTask takeTimer() {
    holdTimer();
    var timer = Objects.requireNonNull(process.getTimer());
    process.setTimer(null);
    return timer;
  }

  private Timer indexed(StoredTask timer) {
    return new Timer(timer.getScheduledAt(), turn.id(), incarnation(), timer.getTaskId());
  }

  /// Why these events cannot be added: an id among them that the process has already, or that two of
  /// them have, or that leaves no room for a next one.
  Optional<String> refusal(List<NewEvent> events) {
    var seen = new HashSet<Long>();
    long last = process.getLastEventId();
    for (NewEvent event : events) {
      long eventId = event.getEventId() == null ? last + 1 : event.getEventId();
      if (eventId == Long.MAX_VALUE) {
        return Optional.of("event id " + eventId + " is too large");
      }
      if (!seen.add(eventId)
          || (eventId <= last && turn.rows().hasEvent(turn.id(), incarnation(), eventId))) {
        return Optional.of("duplicate event id " + eventId);
      }
      last = Math.max(last, eventId);
    }
    return Optional.empty();
  }

  /// Adds events to the history, on behalf of a task.
  ///
  /// @param emit whether the namespace's topic gets them
  void append(StoredTask task, List<NewEvent> events, boolean emit) {
    var topic = turn.settings().getEventsTopic();
    var ids = new ArrayList<Long>();
    for (NewEvent event : events) {
      long eventId =
          event.getEventId() == null ? process.getLastEventId() + 1 : event.getEventId();
      var at = Objects.requireNonNullElse(event.getAt(), turn.at());
      turn.rows().putEvent(turn.id(), incarnation(), eventId,
          new StoredEvent(at, task.getTaskId(), turn.position(), event.getMetadata(),
              event.getPayload()));
      process.setLastEventId(Math.max(process.getLastEventId(), eventId));
      ids.add(eventId);
      if (emit && topic != null) {
        turn.effects().add(new Effect.Emit(topic, new ProcessEvent(turn.id().namespace(),
            turn.id().id(), eventId, at, event.getMetadata(), event.getPayload())));
      }
    }
    task.setEventIds(ids);
  }

  /// Notes that a task of this type has succeeded.
  void succeeded(TaskType type) {
    switch (process.getStatus()) {
      case INIT -> {
        move(ProcessStatus.RUNNING);
        if (type == TaskType.INIT) {
          tell("created", "Process " + turn.id() + " was created.", Map.of());
        }
      }
      case ERROR -> recover();
      case RUNNING -> {
        if (process.getPreviousStatus() == ProcessStatus.INIT) {
          process.setPreviousStatus(ProcessStatus.RUNNING);
        }
      }
    }
  }

  /// Takes the process out of ERROR.
  void recover() {
    move(ProcessStatus.RUNNING);
    process.setDetail(null);
    process.setCorruptedBy(null);
    tell("working", "Process " + turn.id() + " works again.", Map.of());
  }

  /// Puts the process into ERROR: its timer and whatever waits are cancelled.
  ///
  /// @param corruptedBy the task that broke it, where it may be begun again by a repair
  void fail(String detail, @Nullable Long corruptedBy) {
    if (process.getStatus() != ProcessStatus.ERROR) {
      move(ProcessStatus.ERROR);
    }
    process.setDetail(detail);
    process.setCorruptedBy(corruptedBy);
    disarm();
    cancelWaiting(StepErrorKind.PROCESS_IS_ERROR);
    tell("failed", "Process " + turn.id() + " failed: " + detail, Map.of("reason", detail));
    turn.count(Effect.Count.PROCESS_FAILED);
  }

  /// Removes the process; its rows go little by little.
  void remove() {
    cancelWaiting(StepErrorKind.PROCESS_NOT_FOUND);
    var running = process.getRunning();
    if (running != null) {
      for (ReplyTo waiting : running.getWaiting()) {
        turn.effects()
            .add(new Effect.Reply(waiting, Answers.error(StepErrorKind.PROCESS_NOT_FOUND)));
      }
    }
    holdTimer();
    gone = true;
    if (wasBusy) {
      turn.rows().deleteRunning(turn.id());
    }
    turn.rows().deleteProcess(turn.id());
    turn.changed(incarnation(), null);
    var removal = new Removal(turn.id(), incarnation());
    turn.rows().putRemoval(removal);
    turn.effects().add(new Effect.RemovalGoesOn(removal));
    tell("removed", "Process " + turn.id() + " was removed.", Map.of());
  }

  boolean isGone() {
    return gone;
  }

  private void cancelWaiting(StepErrorKind why) {
    for (StoredTask queued : turn.rows().queue(turn.id(), incarnation())) {
      turn.rows().deleteQueued(turn.id(), incarnation(), queued.getTaskId());
      finish(queued, TaskStatus.CANCELLED, Answers.error(why));
    }
    process.setWaiting(0);
  }

  private void move(ProcessStatus status) {
    process.setPreviousStatus(process.getStatus());
    process.setStatus(status);
    process.setStatusChangedAt(turn.at());
  }

  private void tell(String event, String message, Map<String, String> detail) {
    var topic = turn.settings().getLifecycleTopic();
    if (topic != null) {
      turn.effects().add(new Effect.Tell(topic, new LifecycleEvent(turn.id().namespace(),
          turn.id().id(), event, message, detail, turn.at())));
    }
  }

  private static List<ReplyTo> with(List<ReplyTo> waiting, ReplyTo more) {
    var all = new ArrayList<>(waiting);
    all.add(more);
    return all;
  }
}
