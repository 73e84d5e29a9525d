package io.gapless.gapdetector.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageFoldPropertyTest {

  /// What a brute-force model says of a job: of each leaf the newest outcome counts.
  private record Expected(long blocks, long rows, long version) {}

  @Test
  void addsUpToWhatTheNewestOutcomesSayInWhateverOrderTheyCome() {
    long seed = System.nanoTime();
    for (int round = 0; round < 200; round++) {
      var random = new Random(seed + round);
      var facts = new ArrayList<Fact>();
      var newest = new HashMap<Long, RangeOutcome>();
      facts.add(new Fact.JobSeen(Samples.job("r1", JobState.RUNNING)));
      for (long first = 0; first < 100; first += 10) {
        facts.add(new Fact.WorkSeen(Samples.work(first, first + 9, 1)));
        addOutcomes(random, first, first + 9, facts, newest);
      }
      facts.addAll(List.copyOf(facts).subList(0, random.nextInt(facts.size())));
      Collections.shuffle(facts, random);

      var verdict = folded(facts);

      assertThat(new Expected(verdict.getBlocksCovered(),
          verdict.getRows().getOrDefault("erc20_transfers", 0L), verdict.getCoverageVersion()))
          .as("seed %d, round %d", seed, round).isEqualTo(expected(newest));
      assertThat(verdict.getBlocksPlanned()).as("seed %d, round %d", seed, round).isEqualTo(100);
      assertThat(verdict.getWorksOpen()).as("seed %d, round %d", seed, round)
          .isEqualTo(newest.values().stream().filter(outcome -> !outcome.getCovered()).count());
    }
  }

  /// Gives a leaf, or the parts that it is cut into, up to three outcomes of the same bounds.
  private static void addOutcomes(Random random, long first, long last, List<Fact> facts,
      Map<Long, RangeOutcome> newest) {
    boolean cut = last > first && random.nextInt(4) == 0;
    long end = cut ? first + random.nextLong(last - first) : last;
    for (int i = 0; i <= random.nextInt(3); i++) {
      long version = 1L + random.nextInt(1_000_000);
      var outcome = cut
          ? Samples.cut(first, end, last, version)
          : random.nextInt(3) == 0
              ? Samples.failed(first, end, 1, version)
              : RangeOutcome.newBuilder(Samples.covered(first, end, version))
                  .setRowCounts(Map.of("erc20_transfers", (long) random.nextInt(50))).build();
      facts.add(new Fact.OutcomeSeen(outcome, "gapless.coverage-" + i, version));
      newest.merge(first, outcome,
          (known, other) -> other.getVersion() > known.getVersion() ? other : known);
    }
    if (cut) {
      addOutcomes(random, end + 1, last, facts, newest);
    }
  }

  private static JobVerdict folded(List<Fact> facts) {
    var fold = new CoverageFold(new CoverageState(new TreeTable(),
        new RecordSerdes(new InMemoryRegistry()), "gapless.jobs"), RetryPolicy.withDefaults());
    var decisions = new ArrayList<Decision>();
    facts.forEach(fact -> decisions.addAll(fold.fold(fact, 1_000)));
    decisions.addAll(fold.flush(1_000));
    return decisions.reversed().stream().filter(Decision.Judge.class::isInstance)
        .map(decision -> ((Decision.Judge) decision).verdict()).findFirst().orElseThrow();
  }

  private static Expected expected(Map<Long, RangeOutcome> newest) {
    long blocks = 0;
    long rows = 0;
    long version = 0;
    for (RangeOutcome outcome : newest.values()) {
      version += outcome.getVersion();
      if (outcome.getCovered()) {
        blocks += outcome.getLast() - outcome.getFirst() + 1;
        rows += outcome.getRowCounts().getOrDefault("erc20_transfers", 0L);
      }
    }
    return new Expected(blocks, rows, version);
  }
}
