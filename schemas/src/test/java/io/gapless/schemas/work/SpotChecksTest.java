package io.gapless.schemas.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpotChecksTest {

  @Test
  void provesEveryBlockOfASmallJobAndFewOfALargeOne() {
    assertThat(SpotChecks.every(job(9, Verdict.HEAD))).isEqualTo(1);
    assertThat(SpotChecks.every(job(1_000_000, Verdict.BLOOM))).isEqualTo(1000);
  }

  @Test
  void provesNoneBesidesWhereEachIsProven() {
    assertThat(SpotChecks.every(job(1_000_000, Verdict.ROOT))).isZero();
  }

  @Test
  void provesAtLeastFortyBlocksOfAnyJobThatHasThem() {
    for (long last = 40; last < 100_000; last += 997) {
      assertThat((last + 1) / SpotChecks.every(job(last, Verdict.HEAD))).isGreaterThan(39);
    }
  }

  private static Job job(long last, Verdict verify) {
    return Job.newBuilder().setJobId("job").setRequestId("r1").setChain("evm-1")
        .setDatasets(List.of()).setContracts(List.of()).setFirst(0).setLast(last).setFirstDay(0)
        .setDays(List.of()).setVerify(verify).setMaxAttempts(5).setState(JobState.RUNNING)
        .setReason("").setPlannedThrough(-1).setWorks(0).setSubmittedAt(Instant.EPOCH)
        .setUpdatedAt(Instant.EPOCH).build();
  }
}
