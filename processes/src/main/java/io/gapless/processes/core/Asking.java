package io.gapless.processes.core;

import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.record.KeyUse;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskType;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What users ask of a process.
final class Asking {

  private final Turn turn;
  private final AskStep ask;

  Asking(Turn turn, AskStep ask) {
    this.turn = turn;
    this.ask = ask;
  }

  void apply() {
    var life = Life.of(turn).orElse(null);
    if (life != null && isRepetition(life)) {
      return;
    }
    var refusal = refusal(life);
    if (refusal != null) {
      turn.answer(Answers.error(refusal));
      return;
    }
    life = life == null ? Life.begin(turn, ProcessStatus.INIT) : life;
    switch (ask.getOperation()) {
      case INIT -> life.claim(task(life, TaskType.INIT, true));
      case CALL -> life.accept(task(life, TaskType.CALL, true));
      case REPAIR -> life.accept(task(life, TaskType.REPAIR, true));
      case NOTIFY -> {
        life.accept(task(life, TaskType.NOTIFY, false));
        turn.answer(Answers.ok(null));
      }
      case SIMPLE_REPAIR -> {
        repairSimply(life);
        turn.answer(Answers.ok(null));
      }
    }
    life.save();
  }

  private @Nullable StepErrorKind refusal(@Nullable Life life) {
    if (ask.getOperation() == StepOperation.INIT) {
      return life == null ? null : StepErrorKind.PROCESS_ALREADY_EXISTS;
    }
    if (life == null) {
      return StepErrorKind.PROCESS_NOT_FOUND;
    }
    boolean repairs = switch (ask.getOperation()) {
      case REPAIR, SIMPLE_REPAIR -> true;
      case INIT, CALL, NOTIFY -> false;
    };
    return switch (life.process().getStatus()) {
      case INIT -> StepErrorKind.PROCESS_IS_INIT;
      case RUNNING -> repairs ? StepErrorKind.PROCESS_IS_RUNNING : null;
      case ERROR -> {
        if (!repairs) {
          yield StepErrorKind.PROCESS_IS_ERROR;
        }
        // another repair is under way
        yield life.running().isPresent() ? StepErrorKind.PROCESS_IS_RUNNING : null;
      }
    };
  }

  /// Runs the timeout again that broke the process; where none did, the process just works again.
  private void repairSimply(Life life) {
    var broken = brokenTimeout(turn, life);
    if (broken.isPresent()) {
      life.disarm(); // an earlier such repair may wait to be tried again
      var task = task(life, TaskType.TIMEOUT, false);
      task.setArgs(broken.get().getArgs());
      life.claim(task);
    } else {
      life.recover();
    }
  }

  /// The timeout that broke a process.
  static Optional<StoredTask> brokenTimeout(Turn turn, Life life) {
    Long task = life.process().getCorruptedBy();
    return task == null
        ? Optional.empty()
        : turn.rows().task(turn.id(), life.incarnation(), task)
            .filter(broken -> broken.getType() == TaskType.TIMEOUT);
  }

  private StoredTask task(Life life, TaskType type, boolean isAwaited) {
    var task = life.task(type, turn.at(), ask.getArgs(), ask.getContext());
    task.setRange(ask.getRange());
    if (isAwaited) {
      task.setWaiting(turn.waiting());
    }
    String key = ask.getIdempotencyKey();
    if (key != null) {
      task.setIdempotencyKey(key);
      var expires = turn.at()
          .plusMillis(Math.min(Retries.LONGEST_MILLIS, turn.settings().getKeyTtlMs()));
      turn.rows().putKeyUse(new Expiry(expires, turn.id(), life.incarnation(), key),
          new KeyUse(task.getTaskId(), ask.getOperation(), digest(), expires));
    }
    return task;
  }

  /// Answers a request that was made before under its key, once its task is done.
  private boolean isRepetition(Life life) {
    String key = ask.getIdempotencyKey();
    var use = key == null
        ? null
        : turn.rows().keyUse(turn.id(), life.incarnation(), key).orElse(null);
    if (use == null) {
      return false;
    }
    if (use.getOperation() != ask.getOperation() || !use.getArgsDigest().equals(digest())) {
      turn.answer(Answers.error(StepErrorKind.KEY_REUSED));
      return true;
    }
    switch (use.getOperation()) {
      case NOTIFY, SIMPLE_REPAIR -> turn.answer(Answers.ok(null));
      case INIT, CALL, REPAIR -> turn.rows()
          .task(turn.id(), life.incarnation(), use.getTaskId())
          .ifPresentOrElse(ended -> turn.answer(ended.getAnswer()), () -> {
            if (turn.replyTo() != null) {
              life.await(use.getTaskId(), turn.replyTo());
              life.save();
            }
          });
    }
    return true;
  }

  private ByteBuffer digest() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(ask.getArgs().duplicate());
      return ByteBuffer.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
