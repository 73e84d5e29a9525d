package io.gapless.gapdetector.coverage;

import io.gapless.gapdetector.coverage.GapFilling.Doubt;
import io.gapless.gapdetector.state.Leaf;
import io.gapless.gapdetector.state.Phase;
import io.gapless.gapdetector.state.Trouble;
import io.gapless.schemas.record.RangeOutcome;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;

/// Endpoints that a proof showed to have given a wrong answer: what rests on the word of one alone
/// is fetched again, whenever it was or will be covered.
final class Distrust {

  private final CoverageState state;
  private final GapFilling gaps;
  private final Consumer<Decision> decide;

  Distrust(CoverageState state, GapFilling gaps, Consumer<Decision> decide) {
    this.state = state;
    this.gaps = gaps;
    this.decide = decide;
  }

  /// A leaf was answered, and has been taken in.
  void answered(JobLeaves leaves, RangeOutcome outcome, long now) {
    var jobId = outcome.getJobId();
    var sums = state.sums(jobId);
    for (String endpoint : outcome.getDistrusted()) {
      if (!sums.getDistrusted().contains(endpoint)) {
        var more = new ArrayList<>(sums.getDistrusted());
        more.add(endpoint);
        sums.setDistrusted(more);
        distrust(leaves, endpoint, outcome, now);
      }
    }
    var leaf = state.leaf(jobId, outcome.getFirst());
    if (leaf != null && leaf.getPhase() == Phase.COVERED) {
      leaf.getUnprovenBy().stream().filter(sums.getDistrusted()::contains).findFirst()
          .ifPresent(endpoint -> sendBack(leaves, jobId, leaf, endpoint, now));
    }
  }

  private void distrust(JobLeaves leaves, String endpoint, RangeOutcome outcome, long now) {
    var jobId = outcome.getJobId();
    var resting = leaves.restingOn(endpoint);
    for (Leaf leaf : resting) {
      leaves.pardon(leaf);
      sendBack(leaves, jobId, leaf, endpoint, now);
    }
    decide.accept(new Decision.Tell(Verdicts.event(jobId, "endpoint-distrusted", endpoint
        + " gave a wrong answer for " + outcome.getFirst() + "–" + outcome.getLast()
        + ", as a proof showed; leaves that rest on its word, and are fetched again: "
        + resting.size(),
        Map.of("endpoint", endpoint, "first", Long.toString(outcome.getFirst()), "last",
            Long.toString(outcome.getLast()), "leaves", Integer.toString(resting.size())),
        now)));
  }

  private void sendBack(JobLeaves leaves, String jobId, Leaf leaf, String endpoint, long now) {
    gaps.sendBack(leaves, state.job(jobId), leaf, new Doubt(Trouble.DISTRUSTED, "it rests on the"
        + " word of " + endpoint + ", which a proof showed to have given a wrong answer", 0), now);
  }
}
