package io.gapless.enricher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.enricher.BatchOutcome;
import io.gapless.enricher.plan.EnrichState.Phase;
import io.gapless.enricher.plan.OutcomeReader.Heard;
import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnrichStateTest {

  private static final EnrichRequest REQUEST = request("evm-7");
  private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final String RUN = "evm-7-20260102T030405Z";
  private static final EnrichState PUBLISHED =
      EnrichState.begin(REQUEST, BEGUN, Map.of(0, 7L)).pass(List.of(0L), 100)
          .published(Cursor.after(10), true, List.of(500, 20));

  @Test
  void countsABatchOnceWhateverIsHeardAgain() {
    var heard = PUBLISHED.heard(List.of(heard(3, outcome(RUN, 0, 500, 0)),
        heard(4, outcome(RUN, 0, 500, 0)), heard(5, outcome("other", 1, 20, 0))), Map.of(0, 6L));

    assertThat(heard.counts().found()).isEqualTo(500);
    assertThat(heard.outstanding()).containsExactly(1L);
    assertThat(heard.read()).containsExactly(Map.entry(0, 6L));
  }

  @Test
  void leavesAloneWhatIsOfAnotherChainThatBeganAtTheSameTime() {
    var other = EnrichState.begin(request("evm-8"), BEGUN, Map.of());

    var heard = PUBLISHED.heard(List.of(heard(3, outcome(other.run(), 0, 500, 0))), Map.of(0, 4L));

    assertThat(PUBLISHED.run()).isEqualTo(RUN);
    assertThat(heard.counts().found()).isZero();
    assertThat(heard.outstanding()).containsExactlyInAnyOrder(0L, 1L);
  }

  @Test
  void waitsForWhatWasHandedBack() {
    var first = PUBLISHED.heard(List.of(heard(3, outcome(RUN, 0, 400, 100))), Map.of(0, 4L));
    assertThat(first.outstanding()).containsExactlyInAnyOrder(0L, 1L);

    var second = first.heard(List.of(heard(4, outcome(RUN, 0, 100, 0))), Map.of(0, 5L));
    assertThat(second.outstanding()).containsExactly(1L);
    assertThat(second.counts().found()).isEqualTo(500);
  }

  @Test
  void remembersTheLastOffsetsOfRecordsAndOfOutcomes() {
    var outcome = outcome(RUN, 0, 1, 0);
    outcome.setOffsets(Map.of("enrichment.evm-1", 12L));

    assertThat(PUBLISHED.heard(List.of(heard(3, outcome)), Map.of()).written())
        .containsOnly(Map.entry("enrichments-0", 3L), Map.entry("enrichment.evm-1", 12L));
  }

  @Test
  void settlesAfterTheLastMillion() {
    var begun = EnrichState.begin(REQUEST, BEGUN, Map.of()).pass(List.of(2L, 5L), 100);
    assertThat(begun.place()).isEqualTo(Cursor.before(2_000_000));

    var next = begun.published(Cursor.after(2_999_999), true, List.of());
    assertThat(next.phase()).isEqualTo(Phase.PUBLISHING);
    assertThat(next.place()).isEqualTo(Cursor.before(5_000_000));
    assertThat(next.published(Cursor.after(5_999_999), true, List.of()).phase())
        .isEqualTo(Phase.SETTLING);
  }

  @Test
  void isTheSameAfterItWasKept() {
    assertThat(EnrichState.of(PUBLISHED.payload())).isEqualTo(PUBLISHED);
  }

  private static EnrichRequest request(String chain) {
    return new EnrichRequest(chain, List.of(), 500, 25, 0, Verdict.HEAD, 3, 0);
  }

  private static Heard heard(long offset, EnrichmentOutcome outcome) {
    return new Heard("enrichments-0", offset, outcome);
  }

  private static EnrichmentOutcome outcome(String run, long number, int found, int handedBack) {
    var work = EnrichmentWork.newBuilder().setJobId(run).setNumber(number).setChain("evm-7")
        .setTransactions(List.of()).setCalls(25).setDelayMillis(0).setAttempt(1).setMaxAttempts(3)
        .setMinVersion(0).setCreatedAt(Instant.EPOCH).build();
    var outcome = new BatchOutcome(work, "worker", Instant.EPOCH);
    for (int i = 0; i < found; i++) {
      outcome.found();
    }
    var built = outcome.build(BatchOutcome.Asked.NOTHING, "", Instant.EPOCH);
    built.setHandedBack(handedBack);
    return built;
  }
}
