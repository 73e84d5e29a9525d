package io.gapless.cli.pipeline;

import io.gapless.gapdetector.audit.DamagedLeaf;
import io.gapless.schemas.record.DifferentLeaf;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.Job;
import java.util.List;
import java.util.stream.Stream;

/// What an audit found of a job.
///
/// @param gaps leaves that are not covered, whatever the tables hold of them
/// @param damaged covered leaves that the tables do not hold as they were covered
/// @param expired covered leaves that were not compared, since a TTL may have taken rows of theirs
record JobDamage(Job job, List<Gap> gaps, List<DamagedLeaf> damaged, int expired) {

  JobDamage {
    gaps = List.copyOf(gaps);
    damaged = List.copyOf(damaged);
  }

  boolean isEmpty() {
    return gaps.isEmpty() && damaged.isEmpty();
  }

  /// The leaves to fetch again: those that are damaged, and those that were given up.
  List<DifferentLeaf> toFill() {
    return Stream.concat(
        damaged.stream().map(leaf -> new DifferentLeaf(leaf.range().first(), leaf.range().last(),
            leaf.reason(), leaf.minVersion())),
        gaps.stream().filter(gap -> gap.getState() == GapState.ABANDONED).map(
            gap -> new DifferentLeaf(gap.getFirst(), gap.getLast(), gap.getReason(), 0L)))
        .toList();
  }
}
