package io.gapless.gapdetector.audit;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.DifferentLeaf;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares what is covered of a job with what the tables hold.
public final class Audit {

  private final TableCounts tables;
  private final CoverageReader coverage;

  public Audit(TableCounts tables, CoverageReader coverage) {
    this.tables = tables;
    this.coverage = coverage;
  }

  /// What the tables hold of a job's covered leaves.
  ///
  /// @param rows rows, a dataset
  /// @param different leaves whose rows are not those that were covered, in order
  public record Result(Map<String, Long> rows, List<DifferentLeaf> different) {

    public Result {
      rows = Map.copyOf(rows);
      different = List.copyOf(different);
    }
  }

  /// Counts; where the counts differ, or some leaves are given up, leaf by leaf.
  ///
  /// @param leafByLeaf whether to compare every leaf with its digests though the counts agree
  public Result of(Job job, JobVerdict verdict, boolean leafByLeaf) {
    var datasets = new TreeSet<>(job.getDatasets());
    datasets.addAll(verdict.getRows().keySet());
    if (!leafByLeaf && verdict.getBlocksAbandoned() == 0) {
      var rows = new TreeMap<String, Long>();
      datasets.forEach(name -> rows.put(name, tables.rows(job, Datasets.all().named(name))));
      if (rows.entrySet().stream().allMatch(count -> count.getValue()
          .equals(verdict.getRows().getOrDefault(count.getKey(), 0L)))) {
        return new Result(rows, List.of());
      }
    }
    var leaves = coveredLeaves(job, verdict);
    var rows = new TreeMap<String, Long>();
    var reasons = new HashMap<Long, String>();
    for (String name : datasets) {
      rows.put(name, compare(job, Datasets.all().named(name), leaves, leafByLeaf, reasons));
    }
    var different = new ArrayList<DifferentLeaf>();
    for (CoveredLeaf leaf : leaves) {
      var reason = reasons.get(leaf.first());
      if (reason != null) {
        different.add(DifferentLeaf.newBuilder().setFirst(leaf.first()).setLast(leaf.last())
            .setReason(reason).build());
      }
    }
    return new Result(rows, different);
  }

  private long compare(Job job, Dataset dataset, List<CoveredLeaf> leaves, boolean digests,
      Map<Long, String> reasons) {
    if (leaves.isEmpty()) {
      return 0;
    }
    var name = dataset.name();
    var found = tables.byLeaf(job, dataset, leaves, digests);
    long rows = 0;
    for (CoveredLeaf leaf : leaves) {
      var held = found.getOrDefault(leaf.first(), LeafRows.NONE);
      rows += held.count();
      long expected = leaf.rows().getOrDefault(name, 0L);
      if (held.count() != expected) {
        reasons.putIfAbsent(leaf.first(),
            name + ": " + expected + " rows covered, the table holds " + held.count());
      } else if (digests && leaf.digests().getOrDefault(name, held.digest()) != held.digest()) {
        reasons.putIfAbsent(leaf.first(),
            name + ": the table holds other values than were covered");
      }
    }
    return rows;
  }

  /// The job's leaves but those that are given up: what the tables hold of these is not claimed.
  private List<CoveredLeaf> coveredLeaves(Job job, JobVerdict verdict) {
    var abandoned = new TreeMap<Long, Gap>();
    verdict.getGaps().stream().filter(gap -> gap.getState() == GapState.ABANDONED)
        .forEach(gap -> abandoned.put(gap.getFirst(), gap));
    return coverage.leaves(job.getJobId()).stream()
        .filter(leaf -> leaf.covered() && !abandoned.containsKey(leaf.first())).toList();
  }
}
