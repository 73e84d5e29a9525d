package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.NewEvent;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.RetrySettings;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StepIntent;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TimerAction;
import io.gapless.schemas.record.TimerActionKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InternalErrorTest {

  private static final ProcessId ID = new ProcessId("n", "p");
  private static final Instant NOW = Instant.ofEpochMilli(1_000);

  private final InMemoryTable table = new InMemoryTable();
  private final Rows rows = new Rows(table);
  private final Engine engine = new Engine(table);

  @Test
  void aCommandThatTheEngineFailsOnLeavesNothingHalfDone() {
    begin();

    // metadata without a value cannot be written, which shows after the event was
    var effects = apply(new CompleteStep(1L, 1L, 1,
        new StepIntent(List.of(new NewEvent(null, null, Map.of(), ByteBuffer.allocate(1))),
            new TimerAction(TimerActionKind.KEEP, null), null, null, null,
            Collections.singletonMap("k", null), List.of(), null)),
        2L);

    var answers = new ArrayList<StepErrorKind>();
    effects.forEach(effect -> {
      if (effect instanceof Effect.Reply(var to, var answer)) {
        answers.add(answer.getError().getKind());
      }
    });
    assertThat(answers).contains(StepErrorKind.INTERNAL);
    var process = rows.process(ID).orElseThrow();
    assertThat(process.getStatus()).isEqualTo(ProcessStatus.ERROR);
    assertThat(process.getDetail()).startsWith("internal error: ");
    assertThat(process.getRunning()).isNull();
    assertThat(table.count('R')).isZero();
    assertThat(rows.tasks(ID, 1)).singleElement()
        .satisfies(task -> assertThat(task.getStatus()).isEqualTo(TaskStatus.ERROR));
    rows.visitEvents(ID, 1, Life.ALL, event -> {
      throw new AssertionError("an event was kept: " + event);
    });
  }

  /// A row that the changelog does not take would stop the whole partition, for whoever takes over, too.
  @Test
  void aStateThatIsTooLargeFailsItsProcessAndKeepsTheOldOne() {
    begin();
    complete(1, 500_000, 0);
    ask(StepOperation.CALL, 2L, 3);

    complete(2, 850_000, 100_000);

    var process = rows.process(ID).orElseThrow();
    assertThat(process.getStatus()).isEqualTo(ProcessStatus.ERROR);
    assertThat(process.getDetail()).startsWith("what is kept would take 95")
        .contains(" bytes in one piece, and may take 900000: keep less");
    assertThat(process.getAuxState().remaining()).isEqualTo(500_000);
    assertThat(process.getRunning()).isNull();
  }

  @Test
  void aRequestThatIsTooLargeDoesNoHarmToItsProcess() {
    begin();
    complete(1, 500_000, 0);

    var refused = ask(StepOperation.CALL, 2L, 450_000);

    assertThat(refused).singleElement().isInstanceOfSatisfying(Effect.Reply.class,
        reply -> assertThat(reply.answer().getError().getReason()).contains("keep less"));
    var process = rows.process(ID).orElseThrow();
    assertThat(process.getStatus()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(process.getRunning()).isNull();
  }

  private void begin() {
    apply(new ConfigureNamespace(new RetrySettings(1L, 1.0, null, null, List.of()),
        LostSteps.RETRY, 0, 1_000L, null, null), 0L);
    ask(StepOperation.INIT, 1L, 0);
  }

  private List<Effect> ask(StepOperation operation, Long position, int bytes) {
    return apply(new AskStep(operation, ByteBuffer.allocate(bytes), ByteBuffer.allocate(0), null,
        Life.ALL), position);
  }

  private void complete(long task, int state, int metadata) {
    apply(new CompleteStep(1L, task, 1,
        new StepIntent(List.of(), new TimerAction(TimerActionKind.KEEP, null), null, null,
            ByteBuffer.allocate(state), Map.of("k", "x".repeat(metadata)), List.of(), null)),
        task + 10);
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    apply(new ConfigureNamespace(new RetrySettings(1L, 1.0, null, null, List.of()),
        LostSteps.RETRY, 0, 1_000L, null, null), 0L);

    var ask = new AskStep(StepOperation.INIT, ByteBuffer.allocate(0), ByteBuffer.allocate(0),
        null, Life.ALL);
    var effects = engine.apply(
        new ProcessCommand("n", "x".repeat(300), new ReplyTo("me", 0, 1L), ask), NOW, 1);

    assertThat(effects).singleElement().isInstanceOfSatisfying(Effect.Reply.class,
        reply -> assertThat(reply.answer().getError().getReason()).contains("256 bytes"));
  }

  private List<Effect> apply(Object body, Long position) {
    return engine.apply(new ProcessCommand(ID.namespace(), ID.id(),
        new ReplyTo("me", 0, position), body), NOW, position);
  }
}
