package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.History;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.Publication;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessView;
import io.gapless.processes.Step;
import io.gapless.processes.core.Claim;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepFailure;
import io.gapless.schemas.record.StepIntent;
import io.gapless.schemas.record.TaskType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class StepRunnerTest {

  private static final ProcessId ID = new ProcessId("test", "p");
  private static final Claim CLAIM = new Claim(ID, 1, 1, 1, TaskType.CALL);
  private final AtomicInteger executions = new AtomicInteger();

  @Test
  void aStepThatDidNotReachAServerIsExecutedAgain() throws InterruptedException {
    var outcome = StepRunner.outcome(step -> {
      if (executions.incrementAndGet() == 1) {
        throw new IllegalStateException("a schema is not there",
            new TimeoutException("nobody answers"));
      }
      return Intent.none();
    }, _ -> 1, CLAIM, step());

    assertThat(outcome).isInstanceOf(StepIntent.class);
    assertThat(executions).hasValue(2);
  }

  @Test
  void soIsOneOfWhichNobodyTellsWhetherItsTopicIsThere() throws InterruptedException {
    var intent = Intent.none().publish(new Publication("t", 0, Payload.EMPTY, Payload.EMPTY));

    var outcome = StepRunner.outcome(_ -> intent, _ -> {
      if (executions.incrementAndGet() == 1) {
        throw new TimeoutException("nobody answers");
      }
      return 1;
    }, CLAIM, step());

    assertThat(outcome).isInstanceOf(StepIntent.class);
  }

  @Test
  void aBugIsNoReasonToTryAgain() throws InterruptedException {
    var outcome = StepRunner.outcome(_ -> {
      executions.incrementAndGet();
      throw new IllegalStateException("a bug");
    }, _ -> 1, CLAIM, step());

    assertThat(outcome)
        .isEqualTo(new StepFailure("exception: java.lang.IllegalStateException: a bug", false));
    assertThat(executions).hasValue(1);
  }

  private static Step step() {
    History none = _ -> {};
    return new Step(TaskType.CALL, Payload.EMPTY, Payload.EMPTY,
        new ProcessView(ID, ProcessStatus.RUNNING, ProcessStatus.RUNNING, Optional.empty(),
            Optional.empty(), Map.of(), OptionalLong.empty(), 0, Optional.empty(), Instant.EPOCH,
            Instant.EPOCH),
        none, "test/p/1/1", 1);
  }
}
