package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.Intent;
import io.gapless.processes.ProcessId;
import io.gapless.processes.core.Effect;
import io.gapless.processes.core.Effect.Count;
import io.gapless.schemas.record.StepFailure;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompletionTypeTest {

  @Test
  void isWhatAStepSaysOfTheTimer() {
    assertThat(of(Intent.none())).containsExactly(CompletionType.COMPLETE_AND_UNLOCK);
    assertThat(of(Intent.none().unsetTimer()))
        .containsExactly(CompletionType.COMPLETE_AND_SUSPEND);
    assertThat(of(Intent.none().timeoutNow()))
        .containsExactly(CompletionType.COMPLETE_AND_CONTINUE);
    assertThat(of(Intent.none().removeAt(Instant.EPOCH)))
        .containsExactly(CompletionType.COMPLETE_AND_CONTINUE);
    assertThat(of(Intent.none().remove())).isEmpty();
  }

  @Test
  void aStepThatFailedGoesOnOnlyIfItIsTriedAgain() {
    var failure = new StepFailure("no", true);

    assertThat(CompletionType.of(failure, effects(Count.RETRY)))
        .contains(CompletionType.COMPLETE_AND_CONTINUE);
    assertThat(CompletionType.of(failure, effects(Count.PROCESS_FAILED)))
        .contains(CompletionType.COMPLETE_AND_ERROR);
    assertThat(CompletionType.of(failure, effects()))
        .contains(CompletionType.COMPLETE_AND_ERROR);
  }

  @Test
  void anOutcomeThatCannotBeTakenIsAnError() {
    assertThat(of(Intent.none(), Count.PROCESS_FAILED))
        .containsExactly(CompletionType.COMPLETE_AND_ERROR);
  }

  @Test
  void whatComesTooLateIsNone() {
    assertThat(of(Intent.none(), Count.STALE_COMPLETION)).isEmpty();
  }

  private static List<CompletionType> of(Intent intent, Count... counts) {
    return CompletionType.of(Views.record(intent), effects(counts)).stream().toList();
  }

  private static List<Effect> effects(Count... counts) {
    return Stream.of(counts)
        .<Effect>map(count -> new Effect.Counted(new ProcessId("n", "p"), count)).toList();
  }
}
