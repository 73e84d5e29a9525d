package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.NewEvent;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepError;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StepFailure;
import io.gapless.schemas.record.StepIntent;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import io.gapless.schemas.record.TimerActionKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A process of the model: one list holds all its tasks, whatever became of them; what runs, what
/// waits and the timer are found in it.
final class ModelProcess {

  record UsedKey(StepOperation operation, ByteBuffer args, ModelTask task, Instant expires) {}

  final ProcessId id;
  final long incarnation;
  /// The command that is being applied.
  ModelTurn turn;
  boolean isGone;
  ProcessStatus status;
  ProcessStatus previous;
  @Nullable
  String detail;
  @Nullable
  ModelTask brokenBy;
  @Nullable
  ByteBuffer auxState;
  Map<String, String> metadata = Map.of();
  final TreeMap<Long, Seen.Event> history = new TreeMap<>();
  final List<ModelTask> tasks = new ArrayList<>();
  final Map<String, UsedKey> keys = new HashMap<>();

  ModelProcess(ProcessId id, long incarnation, ProcessStatus status, ModelTurn turn) {
    this.id = id;
    this.incarnation = incarnation;
    this.status = status;
    this.turn = turn;
    previous = status;
  }

  private Stream<ModelTask> tasks(Predicate<ModelTask> which) {
    return tasks.stream().filter(which);
  }

  Optional<ModelTask> running() {
    return tasks(task -> task.status == TaskStatus.RUNNING).findFirst();
  }

  private Stream<ModelTask> calls() {
    return tasks(task -> task.status == TaskStatus.WAITING && !task.isTimer());
  }

  Optional<ModelTask> timer() {
    return tasks(ModelTask::isTimer).findFirst();
  }

  private long lastEventId() {
    return history.isEmpty() ? 0 : Math.max(0, history.lastKey());
  }

  ModelTask add(TaskType type, Instant due, ByteBuffer args, ByteBuffer context) {
    var task = new ModelTask();
    task.number = tasks.size() + 1L;
    task.type = type;
    task.due = due;
    task.args = args;
    task.context = context;
    tasks.add(task);
    return task;
  }

  /// The task under way, if it is this one.
  Optional<ModelTask> runs(long of, long number, int attempt) {
    return running().filter(
        task -> of == incarnation && task.number == number && task.attempt == attempt);
  }

  void complete(ModelTask task, Object outcome) {
    if (outcome instanceof StepFailure failure) {
      fail(task, failure);
      return;
    }
    var intent = (StepIntent) outcome;
    var duplicate = append(task, intent.getEvents(), true);
    if (duplicate.isPresent()) {
      fail(task, new StepFailure(duplicate.get(), false));
      return;
    }
    intent.getPublications().forEach(turn::publish);
    auxState = intent.getAuxState() == null ? auxState : intent.getAuxState();
    metadata = intent.getMetadata() == null ? metadata : intent.getMetadata();
    if (intent.getFailure() != null) {
      end(task, TaskStatus.FINISHED, intent.getRefusal() == null
          ? new StepAnswer(null, new StepError(StepErrorKind.PROCESSOR, intent.getFailure()))
          : ModelTurn.refused(intent.getRefusal()));
      breakDown(intent.getFailure(), switch (task.type) {
        case REPAIR -> brokenBy;
        case TIMEOUT -> task;
        default -> null;
      });
      goOn();
      return;
    }
    var broken = brokenBy;
    if (status == ProcessStatus.ERROR) {
      recover();
    } else {
      previous = status == ProcessStatus.INIT || previous == ProcessStatus.INIT
          ? status
          : previous;
      status = ProcessStatus.RUNNING;
      if (task.type == TaskType.INIT) {
        turn.tell(id, "created", null);
      }
    }
    end(task, TaskStatus.FINISHED, intent.getRefusal() == null
        ? ModelTurn.ok(intent.getResponse())
        : ModelTurn.refused(intent.getRefusal()));
    var action = intent.getAction();
    var kind = action.getKind();
    if (kind == TimerActionKind.REMOVE) {
      remove();
      return;
    }
    var takenUp = kind == TimerActionKind.KEEP && task.type == TaskType.REPAIR
        && broken != null && broken.type == TaskType.TIMEOUT ? broken : null;
    if (kind != TimerActionKind.KEEP || takenUp != null) {
      cancelTimer();
    }
    if (takenUp != null) {
      add(TaskType.TIMEOUT, turn.now(), takenUp.args, takenUp.context);
    } else if (kind == TimerActionKind.SET_TIMEOUT || kind == TimerActionKind.SET_REMOVAL) {
      add(kind == TimerActionKind.SET_REMOVAL ? TaskType.REMOVE : TaskType.TIMEOUT,
          action.getDue(), ByteBuffer.allocate(0), task.context);
    }
    goOn();
  }

  private void fail(ModelTask task, StepFailure failure) {
    end(task, TaskStatus.ERROR,
        new StepAnswer(null, new StepError(StepErrorKind.PROCESSOR, failure.getReason())));
    var retry = turn.settings().getRetry();
    long interval = task.interval == 0
        ? retry.getInitialMs()
        : (long) Math.floor(task.interval * retry.getBackoff());
    int executed = task.failures + 1;
    if (task.type == TaskType.TIMEOUT && failure.getMayRetry()
        && (retry.getMaxIntervalMs() == null || interval < retry.getMaxIntervalMs())
        && (retry.getMaxAttempts() == null || executed < retry.getMaxAttempts())
        && !retry.getNonRetryable().contains(failure.getReason())) {
      var again = add(TaskType.TIMEOUT, turn.now().plusMillis(interval), task.args, task.context);
      again.interval = interval;
      again.failures = executed;
    } else if (task.type != TaskType.REPAIR) {
      breakDown(failure.getReason(), task.type == TaskType.TIMEOUT ? task : null);
    }
    goOn();
  }

  void lose(ModelTask task) {
    var settings = turn.settings();
    if (settings.getLostSteps() == LostSteps.RETRY && task.attempt <= settings.getMostLosses()) {
      task.attempt++;
      start(task);
      return;
    }
    String zombie = "zombie detected";
    end(task, TaskStatus.ERROR,
        new StepAnswer(null, new StepError(StepErrorKind.PROCESSOR, zombie)));
    boolean isRepair = task.type == TaskType.REPAIR && status == ProcessStatus.ERROR;
    breakDown(zombie, isRepair ? brokenBy : task);
    goOn();
  }

  private void breakDown(String why, @Nullable ModelTask cause) {
    // unlike the reference, a lost step notes the status before it as any failure does
    previous = status == ProcessStatus.ERROR ? previous : status;
    status = ProcessStatus.ERROR;
    detail = why;
    brokenBy = cause;
    cancelTimer();
    calls().toList()
        .forEach(call -> end(call, TaskStatus.CANCELLED,
            ModelTurn.error(StepErrorKind.PROCESS_IS_ERROR)));
    turn.tell(id, "failed", why);
  }

  void recover() {
    previous = status;
    status = ProcessStatus.RUNNING;
    detail = null;
    brokenBy = null;
    turn.tell(id, "working", null);
  }

  /// Starts what is next, if nothing runs: calls first, then the timer if it is due.
  void goOn() {
    if (running().isEmpty()) {
      var next = calls().findFirst()
          .or(() -> timer().filter(timer -> !timer.due.isAfter(turn.now())));
      if (next.isPresent() && next.get().type == TaskType.REMOVE) {
        remove();
        return;
      }
      next.ifPresent(this::start);
    }
    timer().ifPresent(timer -> timer.status =
        running().isPresent() ? TaskStatus.BLOCKED : TaskStatus.WAITING);
  }

  private void start(ModelTask task) {
    task.status = TaskStatus.RUNNING;
    turn.out().starts().add(
        new Claim(id, incarnation, task.number, task.attempt, task.type));
  }

  void end(ModelTask task, TaskStatus status, StepAnswer answer) {
    task.status = status;
    task.answer = answer;
    task.askers.forEach(number -> turn.out().replies().add(new Seen.Reply(number, answer)));
    task.askers.clear();
  }

  void cancelTimer() {
    timer().ifPresent(timer -> timer.status = TaskStatus.CANCELLED);
  }

  void remove() {
    tasks.forEach(task -> task.askers.forEach(number -> turn.out().replies()
        .add(new Seen.Reply(number, ModelTurn.error(StepErrorKind.PROCESS_NOT_FOUND)))));
    isGone = true;
    turn.tell(id, "removed", null);
  }

  /// Adds events, unless an id is taken: then says so.
  Optional<String> append(ModelTask task, List<NewEvent> events, boolean emit) {
    var all = new TreeMap<>(history);
    var emitted = new ArrayList<ProcessEvent>();
    var ids = new ArrayList<Long>();
    for (NewEvent event : events) {
      long last = all.isEmpty() ? 0 : Math.max(0, all.lastKey());
      long number = event.getEventId() == null ? last + 1 : event.getEventId();
      var at = event.getAt() == null ? turn.now() : event.getAt();
      var seen = new Seen.Event(number, at, task.number, event.getPayload());
      if (all.put(number, seen) != null) {
        return Optional.of("duplicate event id " + number);
      }
      ids.add(number);
      emitted.add(new ProcessEvent(id.namespace(), id.id(), number, at, event.getMetadata(),
          event.getPayload()));
    }
    history.putAll(all);
    task.events = ids;
    if (emit && turn.settings().getEventsTopic() != null) {
      turn.out().events().addAll(emitted);
    }
    return Optional.empty();
  }

  Seen.State seen() {
    return new Seen.State(status, previous, detail, auxState, metadata, lastEventId(),
        timer().map(timer -> timer.due).orElse(null), List.copyOf(history.values()),
        tasks.stream().map(task -> new Seen.Task(task.number, task.type, task.status, task.due,
            task.attempt, task.interval, task.failures, task.args, task.context, task.answer,
            List.copyOf(task.events))).toList());
  }
}
