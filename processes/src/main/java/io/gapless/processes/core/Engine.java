package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.AppliedCommand;
import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.ExpireKey;
import io.gapless.schemas.record.FireTimer;
import io.gapless.schemas.record.LoseStep;
import io.gapless.schemas.record.Mark;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.PutProcess;
import io.gapless.schemas.record.RemoveMore;
import io.gapless.schemas.record.RemoveProcess;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Folds the log of commands into the state of processes.
///
/// The same commands, with the same times and positions, make the same table and the same effects,
/// whoever applies them and however often: that is why an answer may be given before it is
/// committed.
public final class Engine {

  /// Rows of a removed process that one command deletes.
  private static final int ROWS_A_CHUNK = 500;

  private final UnitOfWork work;
  private final Rows rows;

  /// Over a table that is its alone to write.
  public Engine(Table table) {
    work = new UnitOfWork(table);
    rows = new Rows(work);
  }

  /// Applies one command, whole or not at all. One that the engine fails on puts its process into
  /// ERROR, and stops nothing else.
  ///
  /// @param at when the log took it
  /// @param position its offset in the log
  /// @return what follows, in order
  /// @throws TableUnavailableException if the table cannot be read; nothing was applied then
  public List<Effect> apply(ProcessCommand command, Instant at, long position) {
    try {
      var effects = fold(command, at, position);
      commit(position);
      return effects;
    } catch (TableUnavailableException e) {
      work.discard();
      throw e;
    } catch (RowTooLargeException e) {
      work.beginFailure();
      // who asks for too much does no harm to the process
      var effects = command.getBody() instanceof CompleteStep
          ? failed(command, at, position, String.valueOf(e.getMessage()))
          : answered(command, Answers.internal(String.valueOf(e.getMessage())));
      commit(position);
      return effects;
    } catch (RuntimeException e) {
      work.beginFailure();
      var effects = failed(command, at, position, "internal error: " + e);
      commit(position);
      return effects;
    }
  }

  /// Goes on behind a command that nobody can read.
  ///
  /// @throws TableUnavailableException if the table cannot be written
  public void skip(long position) {
    commit(position);
  }

  private void commit(long position) {
    if (!work.changes(Keys.newest())) {
      rows.putNewest(new AppliedCommand(position, null));
    }
    work.commit();
  }

  private List<Effect> failed(ProcessCommand command, Instant at, long position, String why) {
    var settings = rows.settings(command.getNamespace()).orElse(null);
    if (settings == null || command.getId().isEmpty() || Reading.isRead(command)) {
      return answered(command, Answers.internal(why));
    }
    try {
      var turn = Turn.of(command, new ProcessId(command.getNamespace(), command.getId()),
          settings, at, position, rows);
      Life.of(turn).ifPresent(life -> {
        life.running().ifPresent(
            task -> life.finish(task, TaskStatus.ERROR, Answers.internal(why)));
        life.fail(why, null);
        life.next();
        life.save();
      });
      turn.answer(Answers.internal(why));
      return List.copyOf(turn.effects());
    } catch (RuntimeException e) {
      work.discard();
      return answered(command, Answers.internal(why));
    }
  }

  private List<Effect> fold(ProcessCommand command, Instant at, long position) {
    if (command.getBody() instanceof Mark) {
      return List.of();
    }
    if (command.getBody() instanceof ConfigureNamespace settings) {
      rows.putSettings(command.getNamespace(), settings);
      return answered(command, Answers.ok(null));
    }
    var settings = rows.settings(command.getNamespace()).orElse(null);
    if (settings == null) {
      return answered(command, Answers.error(StepErrorKind.NAMESPACE_NOT_FOUND));
    }
    var read = Reading.answer(rows, command);
    if (read.isPresent()) {
      return answered(command, read.get());
    }
    var id = new ProcessId(command.getNamespace(), command.getId());
    var turn = Turn.of(command, id, settings, at, position, rows);
    apply(turn, command.getBody());
    return List.copyOf(turn.effects());
  }

  private static List<Effect> answered(ProcessCommand command, StepAnswer answer) {
    return command.getReplyTo() == null
        ? List.of()
        : List.of(new Effect.Reply(command.getReplyTo(), answer));
  }

  private static void apply(Turn turn, Object body) {
    switch (body) {
      case AskStep ask -> new Asking(turn, ask).apply();
      case CompleteStep complete -> Completing.apply(turn, complete);
      case LoseStep lose -> Completing.apply(turn, lose);
      case FireTimer fire -> fire(turn, fire);
      case PutProcess put -> put(turn, put);
      case RemoveProcess _ -> Life.of(turn).ifPresentOrElse(life -> {
        life.remove();
        turn.answer(Answers.ok(null));
      }, () -> turn.answer(Answers.error(StepErrorKind.PROCESS_NOT_FOUND)));
      case ExpireKey expire -> expire(turn, expire);
      case RemoveMore more -> {
        var removal = new Removal(turn.id(), more.getIncarnation());
        if (turn.rows().isBeingRemoved(removal)
            && !turn.rows().deleteChildren(removal, ROWS_A_CHUNK)) {
          turn.effects().add(new Effect.RemovalGoesOn(removal));
        }
      }
      default -> throw new IllegalArgumentException("not a command: " + body.getClass());
    }
  }

  private static void fire(Turn turn, FireTimer fire) {
    var life = Life.of(turn).filter(found -> found.incarnation() == fire.getIncarnation())
        .orElse(null);
    var timer = life == null ? null : life.process().getTimer();
    if (life == null || timer == null || timer.getTaskId() != fire.getTask()) {
      turn.rows().deleteTimer(
          new Timer(fire.getDue(), turn.id(), fire.getIncarnation(), fire.getTask()));
      turn.count(Effect.Count.STALE_TIMER);
      return;
    }
    if (timer.getScheduledAt().isAfter(turn.at())) {
      return; // the clock of who fired it is ahead of the log's; it will be fired again
    }
    if (life.running().isEmpty()) {
      life.fire();
      life.save();
    } else if (life.process().getTimerIndexed()) {
      life.holdTimer();
      life.save();
    }
  }

  private static void put(Turn turn, PutProcess put) {
    if (Life.of(turn).isPresent()) {
      turn.answer(Answers.error(StepErrorKind.PROCESS_ALREADY_EXISTS));
      return;
    }
    var life = Life.begin(turn, put.getStatus());
    var refused = refusal(put, life);
    if (refused.isPresent()) {
      turn.answer(Answers.refused(refused.get()));
      return;
    }
    var process = life.process();
    process.setDetail(put.getDetail());
    process.setAuxState(put.getAuxState());
    process.setMetadata(put.getMetadata());
    // the history has to belong to a task
    var task = life.task(TaskType.INIT, turn.at(), Life.NOTHING, Life.NOTHING);
    task.setStartedAt(turn.at());
    life.append(task, put.getHistory(), put.getEmit());
    life.finish(task, TaskStatus.FINISHED, Answers.ok(null));
    var action = put.getAction();
    Completing.timer(action).ifPresent(
        type -> life.arm(type, Completing.due(action), Life.NOTHING, Life.NOTHING));
    turn.answer(Answers.ok(null));
    life.next();
    life.save();
  }

  private static Optional<String> refusal(PutProcess put, Life life) {
    if (put.getStatus() == ProcessStatus.INIT) {
      return Optional.of("a process in status INIT cannot be taken over: nothing would end it");
    }
    if (put.getStatus() == ProcessStatus.ERROR && Completing.timer(put.getAction()).isPresent()) {
      return Optional.of("a process in status ERROR has no timer");
    }
    return life.refusal(put.getHistory());
  }

  private static void expire(Turn turn, ExpireKey expire) {
    var expiry = new Expiry(expire.getExpires(), turn.id(), expire.getIncarnation(),
        expire.getIdempotencyKey());
    if (expiry.expires().isAfter(turn.at())) {
      return;
    }
    turn.rows().keyUse(expiry.id(), expiry.incarnation(), expiry.key())
        .filter(use -> use.getExpires().equals(expiry.expires()))
        .ifPresent(_ -> turn.rows().deleteKeyUse(expiry));
    turn.rows().deleteExpiry(expiry);
  }
}
