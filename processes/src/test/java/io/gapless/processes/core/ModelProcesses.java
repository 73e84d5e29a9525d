package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.ExpireKey;
import io.gapless.schemas.record.FireTimer;
import io.gapless.schemas.record.LoseStep;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.PutProcess;
import io.gapless.schemas.record.RemoveProcess;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import io.gapless.schemas.record.TimerActionKind;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The behaviour of processes, written as plainly as it can be, with objects in place of rows.
final class ModelProcesses {

  private final Map<String, ConfigureNamespace> namespaces = new HashMap<>();
  private final Map<ProcessId, ModelProcess> processes = new HashMap<>();

  /// Applies a command.
  Seen.Outcome apply(LoggedCommand logged) {
    var command = logged.command();
    if (command.getBody() instanceof ConfigureNamespace configure) {
      namespaces.put(command.getNamespace(), configure);
    }
    var settings = namespaces.get(command.getNamespace());
    var out = Seen.Outcome.empty();
    if (settings == null) {
      if (command.getReplyTo() != null) {
        out.replies().add(new Seen.Reply(command.getReplyTo().getNumber(),
            ModelTurn.error(StepErrorKind.NAMESPACE_NOT_FOUND)));
      }
    } else {
      apply(logged, new ModelTurn(logged.at(), settings, command.getReplyTo(), out));
      processes.values().removeIf(process -> process.isGone);
    }
    return out.sorted();
  }

  private void apply(LoggedCommand logged, ModelTurn turn) {
    var command = logged.command();
    var id = new ProcessId(command.getNamespace(), command.getId());
    var process = processes.get(id);
    if (process != null) {
      process.turn = turn;
    }
    switch (command.getBody()) {
      case ConfigureNamespace _ -> turn.reply(ModelTurn.ok(null));
      case AskStep ask -> ask(turn, process, ask, id, logged.position());
      case PutProcess put -> put(turn, process, put, id, logged.position());
      case RemoveProcess _ when process == null -> turn.reply(
          ModelTurn.error(StepErrorKind.PROCESS_NOT_FOUND));
      case RemoveProcess _ -> {
        process.remove();
        turn.reply(ModelTurn.ok(null));
      }
      case CompleteStep step when process != null -> process
          .runs(step.getIncarnation(), step.getTask(), step.getAttempt())
          .ifPresent(task -> process.complete(task, step.getOutcome()));
      case LoseStep step when process != null -> process
          .runs(step.getIncarnation(), step.getTask(), step.getAttempt())
          .ifPresent(process::lose);
      case FireTimer fire when process != null && process.incarnation == fire.getIncarnation() -> {
        if (process.timer().filter(timer -> timer.number == fire.getTask()).isPresent()) {
          process.goOn();
        }
      }
      case ExpireKey expire when process != null
          && process.incarnation == expire.getIncarnation()
          && !expire.getExpires().isAfter(turn.now()) -> process.keys.computeIfPresent(
              expire.getIdempotencyKey(),
              (_, key) -> key.expires().equals(expire.getExpires()) ? null : key);
      default -> {
        // marks, what comes too late, and the rows of what is removed already
      }
    }
  }

  private void ask(ModelTurn turn, @Nullable ModelProcess found, AskStep ask, ProcessId id,
      long position) {
    var key = found == null ? null : found.keys.get(String.valueOf(ask.getIdempotencyKey()));
    var operation = ask.getOperation();
    if (key != null) {
      repeat(turn, key, ask);
      return;
    }
    boolean repairs = operation == StepOperation.REPAIR || operation == StepOperation.SIMPLE_REPAIR;
    StepErrorKind refusal = null;
    if (operation == StepOperation.INIT) {
      refusal = found == null ? null : StepErrorKind.PROCESS_ALREADY_EXISTS;
    } else if (found == null) {
      refusal = StepErrorKind.PROCESS_NOT_FOUND;
    } else if (found.status == ProcessStatus.INIT) {
      refusal = StepErrorKind.PROCESS_IS_INIT;
    } else if (repairs
        && (found.status == ProcessStatus.RUNNING || found.running().isPresent())) {
      refusal = StepErrorKind.PROCESS_IS_RUNNING;
    } else if (found.status == ProcessStatus.ERROR && !repairs) {
      refusal = StepErrorKind.PROCESS_IS_ERROR;
    }
    if (refusal != null) {
      turn.reply(ModelTurn.error(refusal));
      return;
    }
    var process = found == null ? make(turn, id, position, ProcessStatus.INIT) : found;
    var broken = process.brokenBy;
    if (operation == StepOperation.SIMPLE_REPAIR
        && (broken == null || broken.type != TaskType.TIMEOUT)) {
      process.recover();
      turn.reply(ModelTurn.ok(null));
      return;
    }
    if (operation == StepOperation.SIMPLE_REPAIR) {
      process.cancelTimer();
    }
    var task = process.add(switch (operation) {
      case INIT -> TaskType.INIT;
      case CALL -> TaskType.CALL;
      case NOTIFY -> TaskType.NOTIFY;
      case REPAIR -> TaskType.REPAIR;
      case SIMPLE_REPAIR -> TaskType.TIMEOUT;
    }, turn.now(), ask.getArgs(), ask.getContext());
    if (ask.getIdempotencyKey() != null) {
      process.keys.put(ask.getIdempotencyKey(),
          new ModelProcess.UsedKey(operation, ask.getArgs(), task,
              turn.now().plusMillis(turn.settings().getKeyTtlMs())));
    }
    if (operation == StepOperation.NOTIFY || operation == StepOperation.SIMPLE_REPAIR) {
      turn.reply(ModelTurn.ok(null));
    } else if (turn.asker() != null) {
      task.askers.add(turn.asker().getNumber());
    }
    if (operation == StepOperation.SIMPLE_REPAIR && broken != null) {
      task.args = broken.args;
    }
    process.goOn();
  }

  private void repeat(ModelTurn turn, ModelProcess.UsedKey key, AskStep ask) {
    if (key.operation() != ask.getOperation() || !key.args().equals(ask.getArgs())) {
      turn.reply(ModelTurn.error(StepErrorKind.KEY_REUSED));
    } else if (key.operation() == StepOperation.NOTIFY
        || key.operation() == StepOperation.SIMPLE_REPAIR) {
      turn.reply(ModelTurn.ok(null));
    } else if (key.task().answer != null) {
      turn.reply(key.task().answer);
    } else if (turn.asker() != null) {
      key.task().askers.add(turn.asker().getNumber());
    }
  }

  private void put(ModelTurn turn, @Nullable ModelProcess found, PutProcess put, ProcessId id,
      long position) {
    if (found != null) {
      turn.reply(ModelTurn.error(StepErrorKind.PROCESS_ALREADY_EXISTS));
      return;
    }
    boolean setsTimer = put.getAction().getKind() == TimerActionKind.SET_TIMEOUT
        || put.getAction().getKind() == TimerActionKind.SET_REMOVAL;
    if (put.getStatus() == ProcessStatus.INIT) {
      turn.reply(ModelTurn.refused(
          "a process in status INIT cannot be taken over: nothing would end it"));
      return;
    }
    if (put.getStatus() == ProcessStatus.ERROR && setsTimer) {
      turn.reply(ModelTurn.refused("a process in status ERROR has no timer"));
      return;
    }
    var process = make(turn, id, position, put.getStatus());
    var task =
        process.add(TaskType.INIT, turn.now(), ByteBuffer.allocate(0), ByteBuffer.allocate(0));
    var duplicate = process.append(task, put.getHistory(), put.getEmit());
    if (duplicate.isPresent()) {
      process.isGone = true;
      turn.reply(ModelTurn.refused(duplicate.get()));
      return;
    }
    process.detail = put.getDetail();
    process.auxState = put.getAuxState();
    process.metadata = put.getMetadata();
    process.end(task, TaskStatus.FINISHED, ModelTurn.ok(null));
    turn.reply(ModelTurn.ok(null));
    if (setsTimer) {
      process.add(put.getAction().getKind() == TimerActionKind.SET_REMOVAL
          ? TaskType.REMOVE
          : TaskType.TIMEOUT, put.getAction().getDue(), task.args, task.context);
    }
    process.goOn();
  }

  private ModelProcess make(ModelTurn turn, ProcessId id, long position, ProcessStatus status) {
    var process = new ModelProcess(id, position, status, turn);
    processes.put(id, process);
    return process;
  }

  /// What can be seen of a process.
  Optional<Seen.State> process(ProcessId id) {
    return Optional.ofNullable(processes.get(id)).map(ModelProcess::seen);
  }
}
