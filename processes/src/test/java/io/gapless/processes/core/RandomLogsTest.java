package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.Mark;
import io.gapless.schemas.record.PageEvent;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessPage;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.ReadProcess;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.TasksPage;
import io.gapless.schemas.record.TraceProcess;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;

/// What holds for any log of commands.
class RandomLogsTest {

  private static final int LOGS = 100;
  private static final int COMMANDS = 150;

  @Test
  void replayingALogMakesTheSameTableAndTheSameEffects() {
    ManyLogs.check(LOGS, seed -> {
      var log = RandomLog.of(seed, COMMANDS);
      var once = new Run();
      var again = new Run();

      for (LoggedCommand command : log) {
        assertThat(again.apply(command)).isEqualTo(once.apply(command));
      }

      assertThat(again.table.holdsTheSameAs(once.table)).isTrue();
    });
  }

  @Test
  void anEngineThatTakesOverInTheMiddleGoesOnAsTheFirstWould() {
    ManyLogs.check(LOGS, seed -> {
      var log = RandomLog.of(seed, COMMANDS);
      int split = new SplittableRandom(seed).nextInt(COMMANDS);
      var whole = new Run();
      var parts = new Run();

      for (LoggedCommand command : log.subList(0, split)) {
        assertThat(parts.apply(command)).isEqualTo(whole.apply(command));
      }
      parts.takeOver();
      for (LoggedCommand command : log.subList(split, COMMANDS)) {
        assertThat(parts.apply(command)).isEqualTo(whole.apply(command));
      }

      assertThat(parts.table.holdsTheSameAs(whole.table)).isTrue();
    });
  }

  @Test
  void whatComesTooLateOrTwiceChangesNothing() {
    ManyLogs.check(LOGS, seed -> {
      var run = new Run();
      var undisturbed = new Run();
      var log = new RandomLog(seed);
      for (int i = 0; i < COMMANDS; i++) {
        var command = log.next(run.rows);
        var effects = run.apply(command);
        log.saw(effects);
        assertThat(undisturbed.apply(command)).isEqualTo(effects);

        long changes = run.table.changes();
        for (int more = 0; more < 3; more++) {
          var stale = new LoggedCommand(log.stale(run.rows), command.at(), command.position());
          assertThat(run.apply(stale)).as("%s", stale)
              .allMatch(effect -> effect instanceof Effect.Counted);
          assertThat(run.table.changes()).as("%s", stale).isEqualTo(changes);
        }
      }
      var last = new LoggedCommand(new ProcessCommand("", "", null, new Mark(0L)), Instant.EPOCH,
          COMMANDS);
      assertThat(undisturbed.apply(last)).isEqualTo(run.apply(last));
      assertThat(run.table.holdsTheSameAs(undisturbed.table)).isTrue();
    });
  }

  @Test
  void aCompletionThatCameCountsOnlyOnce() {
    ManyLogs.check(LOGS, seed -> {
      var run = new Run();
      for (LoggedCommand command : RandomLog.of(seed, COMMANDS)) {
        boolean endsAStep = RandomLog.endsAStep(command.command());
        run.apply(command);
        if (endsAStep) {
          long changes = run.table.changes();
          assertThat(run.apply(command)).allMatch(effect -> effect instanceof Effect.Counted);
          assertThat(run.table.changes()).isEqualTo(changes);
        }
      }
    });
  }

  @Test
  void readsChangeNothingAndShowWhatIsThere() {
    ManyLogs.check(LOGS, seed -> {
      var run = new Run();
      for (LoggedCommand command : RandomLog.of(seed, COMMANDS)) {
        run.apply(command);
        var asked = command.command();
        if (asked.getId().isEmpty()) {
          continue;
        }
        var id = new ProcessId(asked.getNamespace(), asked.getId());
        long changes = run.table.changes();

        var shown = run.read(id, new ReadProcess(Life.ALL, null), command);
        var traced = run.read(id, new TraceProcess(0L, null), command);

        assertThat(run.table.changes()).isEqualTo(changes);
        var there = Seen.State.of(run.rows, id)
            .filter(state -> state.status() != ProcessStatus.INIT).orElse(null);
        if (there == null) {
          assertThat(List.of(shown, traced)).allMatch(answer -> answer.getError() != null);
        } else {
          assertThat(decoded(ProcessPage.getDecoder(), shown).getEvents())
              .extracting(PageEvent::getEventId)
              .isEqualTo(there.history().stream().map(Seen.Event::id).toList());
          assertThat(decoded(TasksPage.getDecoder(), traced).getTasks())
              .extracting(Seen.Task::of).isEqualTo(there.trace());
        }
      }
    });
  }

  @Test
  void theInvariantsHoldAfterEveryCommand() {
    ManyLogs.check(LOGS, seed -> {
      var run = new Run();
      var invariants = new Invariants(run.table, run.rows);
      var log = RandomLog.of(seed, COMMANDS);
      for (LoggedCommand command : log) {
        var effects = run.apply(command);
        try {
          invariants.holdAfter(command, effects);
        } catch (AssertionError e) {
          throw new AssertionError("after " + command + ": " + e.getMessage(), e);
        }
      }
      invariants.holdAtTheEnd(run.engine, log.getLast());
    });
  }

  private static <T> T decoded(BinaryMessageDecoder<T> decoder, StepAnswer answer) {
    try {
      return decoder.decode(answer.getResponse());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// An engine over a table of its own.
  private static final class Run {

    final InMemoryTable table = new InMemoryTable();
    final Rows rows = new Rows(table);
    Engine engine = new Engine(table);

    List<Effect> apply(LoggedCommand command) {
      return new ArrayList<>(command.applyTo(engine));
    }

    StepAnswer read(ProcessId id, Object read, LoggedCommand behind) {
      var effects = engine.apply(new ProcessCommand(id.namespace(), id.id(),
          new ReplyTo("reader", 0, 1L), read), behind.at(), behind.position());
      assertThat(effects).hasSize(1);
      return ((Effect.Reply) effects.getFirst()).answer();
    }

    void takeOver() {
      engine = new Engine(table);
    }
  }
}
