package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.record.RetrySettings;
import io.gapless.schemas.record.StepFailure;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private static final StepFailure PASSING = new StepFailure("closed", true);

  @Test
  void waitsTheInitialIntervalFirstAndThenLongerByTheBackoff() {
    assertThat(intervals(settings(1_000, 1.5, null, 5))).containsExactly(1_000L, 1_500L, 2_250L,
        3_375L);
  }

  @Test
  void cutsFractionsOfAMillisecondOff() {
    assertThat(intervals(settings(3, 1.2, null, 6))).containsExactly(3L, 3L, 3L, 3L, 3L);
    assertThat(intervals(settings(7, 1.5, null, 4))).containsExactly(7L, 10L, 15L);
  }

  @Test
  void executesAStepAsManyTimesAsThereAreAttempts() {
    assertThat(intervals(settings(10, 1.0, null, 3))).hasSize(2);
    assertThat(intervals(settings(10, 1.0, null, 1))).isEmpty();
  }

  @Test
  void stopsOnceTheNextIntervalReachesTheLongestInsteadOfWaitingThat() {
    assertThat(intervals(settings(1_000, 2.0, 4_000L, null))).containsExactly(1_000L, 2_000L);
    assertThat(intervals(settings(1_000, 2.0, 4_001L, null))).containsExactly(1_000L, 2_000L,
        4_000L);
    assertThat(intervals(settings(1_000, 2.0, 1_000L, null))).isEmpty();
  }

  @Test
  void triesForEverWithoutAnyBound() {
    var settings = settings(10, 1.0, null, null);

    assertThat(Retries.interval(settings, tried(1_000_000, 10), PASSING)).hasValue(10);
  }

  @Test
  void doesNotTryAgainWhatIsABugOrNamedHopeless() {
    var settings = new RetrySettings(10L, 1.0, null, null, List.of("hopeless", "bad"));

    assertThat(Retries.interval(settings, tried(0, 0), new StepFailure("closed", false))).isEmpty();
    assertThat(Retries.interval(settings, tried(0, 0), new StepFailure("hopeless", true)))
        .isEmpty();
  }

  @Test
  void comparesReasonsExactly() {
    var settings = new RetrySettings(10L, 1.0, null, null, List.of("hopeless"));

    assertThat(Retries.interval(settings, tried(0, 0), new StepFailure("hopeless indeed", true)))
        .hasValue(10);
    assertThat(Retries.interval(settings, tried(0, 0), new StepFailure("Hopeless", true)))
        .hasValue(10);
  }

  /// The intervals until a step that always fails is given up.
  private static List<Long> intervals(RetrySettings settings) {
    var intervals = new ArrayList<Long>();
    var failed = tried(0, 0);
    for (var next = Retries.interval(settings, failed, PASSING); next.isPresent(); next =
        Retries.interval(settings, failed, PASSING)) {
      intervals.add(next.getAsLong());
      failed = tried(intervals.size(), next.getAsLong());
    }
    return intervals;
  }

  private static RetrySettings settings(long initial, double backoff, @Nullable Long longest,
      @Nullable Integer attempts) {
    return new RetrySettings(initial, backoff, longest, attempts, List.of());
  }

  private static StoredTask tried(int failures, long interval) {
    return StoredTask.newBuilder().setTaskId(1).setType(TaskType.TIMEOUT)
        .setStatus(TaskStatus.RUNNING).setScheduledAt(Instant.EPOCH)
        .setArgs(ByteBuffer.allocate(0)).setContext(ByteBuffer.allocate(0)).setRange(Life.ALL)
        .setRetryAttempts(failures).setRetryIntervalMs(interval).setEventIds(List.of())
        .setWaiting(List.of()).build();
  }
}
