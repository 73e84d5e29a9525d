package io.gapless.planner.feed;

import static io.gapless.planner.feed.Samples.job;
import static io.gapless.planner.feed.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.record.JobVerdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeafSizeTest {

  private static final LeafSizing SIZING = new LeafSizing(20_000, 200, 1, 10_000, 64);
  private final LeafSize start = LeafSize.of(job("a", 0, 9_999_999), SIZING);

  @Test
  void beginsSmall() {
    assertThat(start.blocks()).isEqualTo(200);
  }

  @Test
  void beginsSmallerForAShortJob() {
    assertThat(LeafSize.of(job("a", 0, 6_399), SIZING).blocks()).isEqualTo(100);
  }

  @Test
  void spendsNoRequestOnNextToNothing() {
    assertThat(LeafSize.of(job("a", 0, 639), SIZING).blocks()).isEqualTo(20);
    assertThat(LeafSize.of(job("a", 0, 3), SIZING).blocks()).isEqualTo(20);
  }

  @Test
  void doublesUpToTheLargestWhereNothingIsFound() {
    LeafSize size = start;
    for (int step = 1; step <= 10; step++) {
      LeafSize next = size.after(covered(8L * step, 1600L * step, 0), SIZING);
      assertThat(next.blocks()).isEqualTo(Math.min(10_000, 2 * size.blocks()));
      size = next;
    }
    assertThat(size.blocks()).isEqualTo(10_000);
  }

  @Test
  void shrinksAtOnceToTheTarget() {
    assertThat(start.after(covered(8, 1600, 1_600_000), SIZING).blocks()).isEqualTo(20);
    assertThat(start.after(covered(8, 1600, 1600 * 50_000L), SIZING).blocks()).isEqualTo(1);
  }

  @Test
  void goesByWhatWasCoveredSinceTheLastStep() {
    LeafSize sparse = start.after(covered(8, 1600, 0), SIZING);

    LeafSize dense = sparse.after(covered(16, 3200, 1600 * 200), SIZING);

    assertThat(dense.blocks()).isEqualTo(100);
  }

  @Test
  void waitsForMoreThanOneAnswerBeforeAStep() {
    assertThat(start.after(covered(7, 1400, 0), SIZING)).isEqualTo(start);
  }

  @Test
  void staysWhereLeavesWereAbandonedAndNothingCovered() {
    assertThat(start.after(covered(64, 0, 0), SIZING)).isEqualTo(start);
  }

  @Test
  void takesTheAverageOfTheWorksPublishedAfterARestart() {
    var job = job("a", 1000, 9_999_999);
    job.setWorks(10);
    job.setPlannedThrough(1000 + 35_000 - 1);

    assertThat(LeafSize.of(job, SIZING).blocks()).isEqualTo(3500);
  }

  @Test
  void leavesEnoughForAllAtTheEndOfAJob() {
    assertThat(SIZING.toTheEnd(10_000, 9_999_999, 64_000)).isEqualTo(1000);
    assertThat(SIZING.toTheEnd(10_000, 9_999_999, 640)).isEqualTo(200);
    assertThat(SIZING.toTheEnd(100, 9_999_999, 64_000)).isEqualTo(100);
  }

  private static JobVerdict covered(long works, long blocks, long rows) {
    JobVerdict verdict = verdict("a", "r1", works, 0);
    verdict.setBlocksCovered(blocks);
    verdict.setRows(Map.of("erc20_transfers", rows));
    return verdict;
  }
}
