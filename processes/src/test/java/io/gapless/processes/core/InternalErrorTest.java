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
    apply(new ConfigureNamespace(new RetrySettings(1L, 1.0, null, null, List.of()),
        LostSteps.RETRY, 0, 1_000L, null, null), 0L);
    apply(new AskStep(StepOperation.INIT, ByteBuffer.allocate(0), ByteBuffer.allocate(0), null,
        Life.ALL), 1L);

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
