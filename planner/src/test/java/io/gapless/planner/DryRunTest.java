package io.gapless.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.planner.DryRun.Assumptions;
import io.gapless.planner.DryRun.Estimate;
import io.gapless.planner.chain.FakeChain;
import io.gapless.planner.feed.LeafSizing;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DryRunTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final LeafSizing SIZING =
      LeafSizing.withDefaults(Topics.withDefaults().workPartitions());
  private final FakeChain chain =
      FakeChain.steady(10_000_000, Instant.parse("2024-01-01T00:00:00Z"), 12);

  @Test
  void countsDaysAndEstimatesWorksAndRequests() throws InterruptedException {
    DryRun run = dryRun("2024-01-02", "2024-12-31", 1000L);

    assertThat(run.first()).isEqualTo(7200);
    assertThat(run.last()).isEqualTo(366 * 7200 - 1);
    assertThat(run.days()).isEqualTo(365);
    assertThat(run.works()).isEqualTo(new Estimate(2628, 2628 + 364));
    assertThat(run.requests().head().atLeast()).isGreaterThanOrEqualTo(2628);
    assertThat(run.requests().bloom().atLeast())
        .isGreaterThan(run.requests().head().atLeast());
    assertThat(run.requests().root().atMost()).isEqualTo(2 * 365 * 7200);
    assertThat(run.jobId()).hasSize(16);
  }

  @Test
  void givesARangeOfWorksWhereTheirSizeAdapts() throws InterruptedException {
    assertThat(dryRun("0", "999999", null).works()).isEqualTo(new Estimate(100, 20_000 + 138));
  }

  @Test
  void pricesAQuestionForEachTopicWhereAPartyMayStand() throws InterruptedException {
    var asked = JobSpecification.newBuilder().setChain("evm-1")
        .setDatasets(List.of("erc20_transfers")).setContracts(List.of()).setFrom("0")
        .setTo("999999").setRangeSize(1000L).setVerify(Verdict.HEAD).setMaxAttempts(5).build();
    var everybody = DryRun.of(asked, chain, SIZING, new Assumptions(1000, 50), NOW);
    asked.setParties(List.of("0x" + "01".repeat(20)));
    var some = DryRun.of(asked, chain, SIZING, new Assumptions(1000, 50), NOW);

    assertThat(some.works()).isEqualTo(everybody.works());
    assertThat(some.requests().head().atLeast() - everybody.requests().head().atLeast())
        .isEqualTo(1000);
  }

  @Test
  void needsAHandfulOfHeadersOnly() throws InterruptedException {
    dryRun("0", "9999999", null);

    assertThat(chain.questions()).isLessThan(5);
  }

  private DryRun dryRun(String from, String to, @Nullable Long rangeSize)
      throws InterruptedException {
    var asked = JobSpecification.newBuilder().setChain("evm-1").setDatasets(List.of())
        .setContracts(List.of()).setFrom(from).setTo(to).setRangeSize(rangeSize)
        .setVerify(Verdict.HEAD).setMaxAttempts(5).build();
    return DryRun.of(asked, chain, SIZING, new Assumptions(1000, 50), NOW);
  }
}
