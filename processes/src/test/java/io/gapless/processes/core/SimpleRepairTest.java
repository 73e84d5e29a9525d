package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.PutProcess;
import io.gapless.schemas.record.RetrySettings;
import io.gapless.schemas.record.StepFailure;
import io.gapless.schemas.record.StepIntent;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import io.gapless.schemas.record.TimerAction;
import io.gapless.schemas.record.TimerActionKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimpleRepairTest {

  private static final ProcessId ID = new ProcessId("orders", "1");
  private static final Instant NOW = Instant.ofEpochMilli(1_000);
  private static final long MADE_AT = 1;

  private final InMemoryTable table = new InMemoryTable();
  private final Rows rows = new Rows(table);
  private final Engine engine = new Engine(table);
  private long position;

  @Test
  void aSecondOneTakesThePlaceOfTheTimeoutThatWaitsToBeTriedAgain() {
    apply(new ConfigureNamespace(new RetrySettings(10L, 1.0, null, null, List.of()),
        LostSteps.RETRY, 0, 1_000L, null, null));
    apply(new PutProcess(ProcessStatus.RUNNING, null, null, Map.of(), List.of(),
        new TimerAction(TimerActionKind.SET_TIMEOUT, NOW), false));
    apply(completion(2, new StepFailure("a bug", false)));
    assertThat(apply(simpleRepair())).containsExactly(started(3));
    apply(completion(3, new StepFailure("closed", true)));

    assertThat(apply(simpleRepair())).containsExactly(started(5));
    assertThat(apply(completion(5, success()))).isEmpty();

    assertThat(rows.process(ID).orElseThrow().getTimer()).isNull();
    assertThat(rows.timers(Timer.before(Instant.EPOCH), Instant.ofEpochMilli(Long.MAX_VALUE), 1))
        .isEmpty();
    assertThat(rows.tasks(ID, MADE_AT)).extracting(StoredTask::getStatus).containsExactly(
        TaskStatus.FINISHED, TaskStatus.ERROR, TaskStatus.ERROR, TaskStatus.CANCELLED,
        TaskStatus.FINISHED);
  }

  private List<Effect> apply(Object body) {
    return Commands.logged(ID, body, NOW, position++).applyTo(engine);
  }

  private static AskStep simpleRepair() {
    return new AskStep(StepOperation.SIMPLE_REPAIR, Life.NOTHING, Life.NOTHING, null, Life.ALL);
  }

  private static CompleteStep completion(long task, Object outcome) {
    return new CompleteStep(MADE_AT, task, 1, outcome);
  }

  private static StepIntent success() {
    return new StepIntent(List.of(), new TimerAction(TimerActionKind.KEEP, null),
        ByteBuffer.allocate(0), null, null, null, List.of(), null);
  }

  private static Effect started(long task) {
    return new Effect.Start(new Claim(ID, MADE_AT, task, 1, TaskType.TIMEOUT));
  }
}
