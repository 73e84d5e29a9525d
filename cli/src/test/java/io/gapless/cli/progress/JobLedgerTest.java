package io.gapless.cli.progress;

import static io.gapless.cli.progress.Samples.START;
import static io.gapless.cli.progress.Samples.complete;
import static io.gapless.cli.progress.Samples.heartbeat;
import static io.gapless.cli.progress.Samples.job;
import static io.gapless.cli.progress.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobLedgerTest {

  private final JobLedger ledger = new JobLedger();

  @Test
  void knowsNothingOfAJobBeforeItsState() {
    ledger.on(verdict(1_000, START));

    assertThat(ledger.progress("job-1", START)).isEmpty();
    assertThat(ledger.all(START)).isEmpty();
  }

  @Test
  void estimatesFromTheLastWhileAlone() {
    ledger.on(job(JobState.RUNNING, "request-1", START));
    ledger.on(verdict(0, at(0)));
    ledger.on(verdict(1_000, at(100)));
    ledger.on(verdict(3_000, at(120)));

    var progress = progress(120);

    assertThat(progress.blocksPerSecond()).isCloseTo(100, within(0.1));
    assertThat(progress.rowsPerSecond()).isCloseTo(1_100, within(0.1));
    assertThat(progress.timeLeft()).contains(Duration.ofSeconds(70));
    assertThat(progress.share()).isEqualTo(0.3);
  }

  @Test
  void slowsDownWhileNothingComes() {
    ledger.on(job(JobState.RUNNING, "request-1", START));
    ledger.on(verdict(0, at(0)));
    ledger.on(verdict(1_000, at(10)));

    assertThat(progress(10).blocksPerSecond()).isCloseTo(100, within(0.1));
    assertThat(progress(20).blocksPerSecond()).isCloseTo(50, within(0.1));
  }

  @Test
  void averagesOverAllOfAJobThatHasEnded() {
    ledger.on(job(JobState.COMPLETE, "request-1", at(50)));
    ledger.on(complete(at(50)));

    var progress = progress(5_000);

    assertThat(progress.elapsed()).isEqualTo(Duration.ofSeconds(50));
    assertThat(progress.rowsPerSecond()).isCloseTo(2_200, within(0.1));
    assertThat(progress.timeLeft()).isEmpty();
    assertThat(ledger.judged("job-1")).isTrue();
  }

  @Test
  void sumsWhatLiveWorkersSayOfANode() {
    ledger.on(job(JobState.RUNNING, "request-1", START));
    ledger.on(heartbeat("a-fetcher-0", WorkerState.RUNNING, at(100)));
    ledger.on(heartbeat("a-fetcher-1", WorkerState.RUNNING, at(100)));
    ledger.on(heartbeat("a-fetcher-2", WorkerState.LEFT, at(100)));
    ledger.on(heartbeat("a-fetcher-3", WorkerState.RUNNING, at(10)));

    assertThat(progress(101).endpoints()).containsExactly(
        new EndpointProgress("host#0123abcd", "OPERATING", Duration.ZERO, 25, 16, 25, 6, 5, 2_000,
            6, Map.of("THROTTLED", 6L), Set.of("eth_getBlockReceipts"), 20_000));
  }

  @Test
  void countsTheWorkersOfOneProcessOnce() {
    ledger.on(job(JobState.RUNNING, "request-1", START));
    for (int slot = 0; slot < 4; slot++) {
      var heartbeat = heartbeat("a-fetcher-" + slot, WorkerState.RUNNING, at(100));
      heartbeat.setProcess("process");
      ledger.on(heartbeat);
    }

    assertThat(progress(101).endpoints()).singleElement().extracting(EndpointProgress::requests)
        .isEqualTo(1_000L);
  }

  @Test
  void showsTheWorstThatAProcessSeesOfANode() {
    ledger.on(job(JobState.RUNNING, "request-1", START));
    ledger.on(heartbeat("a-fetcher-0", WorkerState.RUNNING, at(100)));
    var parked = heartbeat("b-fetcher-0", WorkerState.RUNNING, at(100));
    parked.getEndpoints().getFirst().setState("PARKED");
    parked.getEndpoints().getFirst().setPausedMillis(3_540_000);
    ledger.on(parked);

    assertThat(ProgressText.inFull(progress(101))).anyMatch(
        line -> line.startsWith("endpoint   host#0123abcd  parked for 59 min  16/s of 25/s"));
  }

  @Test
  void findsTheJobOfARequest() {
    ledger.on(job(JobState.RUNNING, "request-1", START));
    ledger.on(job(JobState.RUNNING, "request-2", START));

    assertThat(ledger.jobOf("request-2")).contains("job-1");
    assertThat(ledger.jobOf("request-1")).isEmpty();
  }

  private JobProgress progress(long second) {
    return ledger.progress("job-1", at(second)).orElseThrow();
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
