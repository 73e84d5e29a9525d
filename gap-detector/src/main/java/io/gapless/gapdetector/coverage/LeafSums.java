package io.gapless.gapdetector.coverage;

import io.gapless.gapdetector.state.DaySums;
import io.gapless.gapdetector.state.JobSums;
import io.gapless.gapdetector.state.Leaf;
import java.util.Map;

/// What a leaf adds to the sums of its job and its day.
final class LeafSums {

  private LeafSums() {}

  /// Puts it on, or takes it off.
  ///
  /// @param sign 1 or -1
  static void add(JobSums sums, DaySums day, Leaf leaf, int sign) {
    long blocks = sign * (leaf.getLast() - leaf.getFirst() + 1);
    sums.setBlocksPlanned(sums.getBlocksPlanned() + blocks);
    sums.setCoverageVersion(sums.getCoverageVersion() + sign * leaf.getVersion());
    day.setLeaves(day.getLeaves() + sign);
    switch (leaf.getPhase()) {
      case OPEN, FAILED -> sums.setLeavesOpen(sums.getLeavesOpen() + sign);
      case ABANDONED -> {
        sums.setLeavesDone(sums.getLeavesDone() + sign);
        sums.setBlocksAbandoned(sums.getBlocksAbandoned() + blocks);
        day.setBlocksAbandoned(day.getBlocksAbandoned() + blocks);
      }
      case COVERED -> {
        sums.setLeavesDone(sums.getLeavesDone() + sign);
        sums.setBlocksCovered(sums.getBlocksCovered() + blocks);
        sums.setRequests(sums.getRequests() + sign * leaf.getRequests());
        sums.setRetries(sums.getRetries() + sign * leaf.getRetries());
        sums.setSpotChecks(sums.getSpotChecks() + sign * leaf.getSpotChecks());
        sums.setSpotUnproven(sums.getSpotUnproven() + sign * leaf.getSpotUnproven());
        count(sums.getVerdicts(), leaf.getVerdict(), blocks);
        sums.getVerdicts().values().removeIf(counted -> counted == 0);
        leaf.getRows().forEach((dataset, rows) -> count(sums.getRows(), dataset, sign * rows));
        day.setBlocksCovered(day.getBlocksCovered() + blocks);
        leaf.getRows().forEach((dataset, rows) -> count(day.getRows(), dataset, sign * rows));
      }
    }
  }

  private static void count(Map<String, Long> counts, String name, long more) {
    counts.merge(name, more, Long::sum);
  }
}
