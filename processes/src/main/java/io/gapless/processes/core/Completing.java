package io.gapless.processes.core;

import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.LoseStep;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepFailure;
import io.gapless.schemas.record.StepIntent;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import io.gapless.schemas.record.TimerAction;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of a step.
final class Completing {

  private static final String ZOMBIE = "zombie detected";

  private final Turn turn;
  private final Life life;
  private final StoredTask task;

  private Completing(Turn turn, Life life, StoredTask task) {
    this.turn = turn;
    this.life = life;
    this.task = task;
  }

  static void apply(Turn turn, CompleteStep complete) {
    of(turn, complete.getIncarnation(), complete.getTask(), complete.getAttempt())
        .ifPresent(completing -> completing.complete(complete.getOutcome()));
  }

  static void apply(Turn turn, LoseStep lose) {
    of(turn, lose.getIncarnation(), lose.getTask(), lose.getAttempt())
        .ifPresent(Completing::lose);
  }

  /// The step under way, if it is this one: any other has been answered for already.
  private static Optional<Completing> of(Turn turn, long incarnation, long task, int attempt) {
    var found = Life.of(turn).filter(life -> life.incarnation() == incarnation)
        .flatMap(life -> life.running()
            .filter(running -> running.getTaskId() == task && running.getAttempt() == attempt)
            .map(running -> new Completing(turn, life, running)));
    if (found.isEmpty()) {
      turn.count(Effect.Count.STALE_COMPLETION);
    }
    return found;
  }

  private void complete(Object outcome) {
    switch (outcome) {
      case StepIntent intent -> {
        var refused = refusal(intent);
        if (refused.isPresent()) {
          failed(new StepFailure(refused.get(), false));
        } else {
          succeeded(intent);
        }
      }
      case StepFailure failure -> failed(failure);
      default -> throw new IllegalArgumentException("not an outcome: " + outcome.getClass());
    }
    life.save();
  }

  private Optional<String> refusal(StepIntent intent) {
    var action = intent.getAction();
    return timer(action).isPresent() && action.getDue() == null
        ? Optional.of("a timer without a time")
        : life.refusal(intent.getEvents());
  }

  /// What an action sets a timer for, if it does.
  static Optional<TaskType> timer(TimerAction action) {
    return switch (action.getKind()) {
      case SET_TIMEOUT -> Optional.of(TaskType.TIMEOUT);
      case SET_REMOVAL -> Optional.of(TaskType.REMOVE);
      case KEEP, UNSET, REMOVE -> Optional.empty();
    };
  }

  private void succeeded(StepIntent intent) {
    var process = life.process();
    // looked up before the status forgets it
    var broken = task.getType() == TaskType.REPAIR
        ? Asking.brokenTimeout(turn, life)
        : Optional.<StoredTask>empty();
    life.append(task, intent.getEvents(), true);
    intent.getPublications()
        .forEach(publication -> turn.effects().add(new Effect.Publish(publication)));
    if (intent.getAuxState() != null) {
      process.setAuxState(intent.getAuxState());
    }
    if (intent.getMetadata() != null) {
      process.setMetadata(intent.getMetadata());
    }
    life.finish(task, TaskStatus.FINISHED, answer(intent));
    if (intent.getFailure() != null) {
      // a repair that fails leaves what broke the process first
      life.fail(intent.getFailure(), task.getType() == TaskType.REPAIR
          ? process.getCorruptedBy()
          : broken(task));
    } else {
      life.succeeded(task.getType());
      act(intent.getAction(), broken);
    }
    if (!life.isGone()) {
      life.next();
    }
  }

  private static StepAnswer answer(StepIntent intent) {
    if (intent.getRefusal() != null) {
      return Answers.refused(intent.getRefusal());
    }
    return intent.getFailure() == null
        ? Answers.ok(intent.getResponse())
        : Answers.failed(intent.getFailure());
  }

  /// The task that a simple repair runs again, if the one that failed is such.
  private static @Nullable Long broken(StoredTask task) {
    return task.getType() == TaskType.TIMEOUT ? Long.valueOf(task.getTaskId()) : null;
  }

  private void act(TimerAction action, Optional<StoredTask> broken) {
    switch (action.getKind()) {
      // a repair that says nothing of the timer takes up what broke the process
      case KEEP -> broken.ifPresent(timeout -> life.arm(TaskType.TIMEOUT, turn.at(),
          timeout.getArgs(), timeout.getContext()));
      case SET_TIMEOUT -> life.arm(TaskType.TIMEOUT, due(action), Life.NOTHING,
          task.getContext());
      case SET_REMOVAL -> life.arm(TaskType.REMOVE, due(action), Life.NOTHING, task.getContext());
      case UNSET -> life.disarm();
      case REMOVE -> life.remove();
    }
  }

  static Instant due(TimerAction action) {
    return Objects.requireNonNull(action.getDue(), "a timer without a time");
  }

  private void failed(StepFailure failure) {
    var answer = Answers.failed(failure.getReason());
    switch (task.getType()) {
      case TIMEOUT -> {
        var interval = Retries.interval(turn.settings().getRetry(), task, failure);
        life.finish(task, TaskStatus.ERROR, answer);
        if (interval.isPresent()) {
          retry(interval.getAsLong());
        } else {
          life.fail(failure.getReason(), task.getTaskId());
        }
      }
      case REPAIR -> life.finish(task, TaskStatus.ERROR, answer);
      case INIT, CALL, NOTIFY -> {
        life.finish(task, TaskStatus.ERROR, answer);
        life.fail(failure.getReason(), null);
      }
      case REMOVE -> throw new IllegalStateException("a removal runs no step");
    }
    life.next();
  }

  private void retry(long interval) {
    var again = life.arm(TaskType.TIMEOUT, turn.at().plusMillis(interval), task.getArgs(),
        task.getContext());
    again.setRetryIntervalMs(interval);
    again.setRetryAttempts(task.getRetryAttempts() + 1);
    turn.count(Effect.Count.RETRY);
  }

  private void lose() {
    turn.count(Effect.Count.LOST_STEP);
    var settings = turn.settings();
    if (settings.getLostSteps() == LostSteps.RETRY
        && task.getAttempt() <= settings.getMostLosses()) {
      life.restart();
    } else {
      boolean wasInError = life.process().getStatus() == ProcessStatus.ERROR;
      life.finish(task, TaskStatus.ERROR, Answers.failed(ZOMBIE));
      // a repair that is lost leaves what broke the process first
      Long broken = wasInError && task.getType() == TaskType.REPAIR
          ? life.process().getCorruptedBy()
          : Long.valueOf(task.getTaskId());
      life.fail(ZOMBIE, broken);
      life.next();
    }
    life.save();
  }
}
