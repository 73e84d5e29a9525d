package io.gapless.gapdetector.audit;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Compares what is covered of a job with what the tables hold, and with the chain as it is now.
public final class Audit {

  private final TableCounts tables;
  private final Function<String, List<CoveredLeaf>> coverage;
  private final Map<String, ChainHashes> chains;
  private final Expiry expiry;

  /// @param chains nodes that tell the hashes of blocks, by chain; a chain may be missing
  /// @param clock by which rows expire where tables have a TTL
  public Audit(TableCounts tables, CoverageReader coverage, Map<String, ChainHashes> chains,
      InstantSource clock) {
    this(tables, coverage::leaves, chains, clock);
  }

  /// @param coverage a job's leaves by their newest outcomes, in order
  Audit(TableCounts tables, Function<String, List<CoveredLeaf>> coverage,
      Map<String, ChainHashes> chains, InstantSource clock) {
    this.tables = tables;
    this.coverage = coverage;
    this.chains = Map.copyOf(chains);
    expiry = new Expiry(tables, clock);
  }

  /// What was found of a job's covered leaves.
  ///
  /// @param rows rows that the tables hold, or held, of the leaves that do not differ, a dataset
  /// @param different leaves that are not as they were covered, in order
  /// @param unasked leaves near the head whose hash no node told
  /// @param expired leaves that were not compared, since a TTL may have taken rows of theirs
  public record Result(Map<String, Long> rows, List<LeafDifference> different, int unasked,
      int expired) {

    public Result {
      rows = Map.copyOf(rows);
      different = List.copyOf(different);
    }
  }

  /// Counts; where the counts differ, or some leaves are given up, leaf by leaf.
  ///
  /// @param leafByLeaf whether to compare every leaf with its digests though the counts agree
  public Result of(Job job, JobVerdict verdict, boolean leafByLeaf) throws InterruptedException {
    var datasets = new TreeSet<>(job.getDatasets());
    datasets.addAll(verdict.getRows().keySet());
    var counted = new TreeMap<String, Long>();
    var claimed = claimed(job, verdict);
    var sorted = expiry.of(claimed, datasets);
    var leaves = sorted.kept();
    boolean agree = !leafByLeaf && verdict.getBlocksAbandoned() == 0 && sorted.expired() == 0
        && agree(job, verdict, datasets, counted);
    var chain = new ChainCheck(chains).of(job.getChain(), leaves);
    var differences = new Differences(chain.moved());
    if (!agree) {
      counted.clear();
      for (String name : datasets) {
        compare(job, Datasets.all().named(name), leaves, leafByLeaf, differences);
      }
      differences.addRowsOfEqual(claimed, datasets, counted);
    }
    return new Result(counted, differences.of(job, datasets, leaves), chain.unasked(),
        sorted.expired());
  }

  /// Keys of the rows in a leaf that its newest fetch did not bring, without the chain.
  List<List<Long>> staleKeys(Job job, Dataset dataset, CoveredLeaf leaf) {
    return tables.keysOlderThan(job, dataset, leaf);
  }

  private boolean agree(Job job, JobVerdict verdict, Set<String> datasets,
      Map<String, Long> counted) {
    datasets.forEach(name -> counted.put(name, tables.rows(job, Datasets.all().named(name))));
    return counted.entrySet().stream().allMatch(count -> count.getValue()
        .equals(verdict.getRows().getOrDefault(count.getKey(), 0L)));
  }

  private void compare(Job job, Dataset dataset, List<CoveredLeaf> leaves, boolean digests,
      Differences differences) {
    if (leaves.isEmpty()) {
      return;
    }
    var found = tables.byLeaf(job, dataset, leaves, digests);
    var suspects = new ArrayList<CoveredLeaf>();
    for (CoveredLeaf leaf : leaves) {
      var held = found.getOrDefault(leaf.first(), LeafRows.NONE);
      if (!isAsCovered(leaf, dataset, held, digests)) {
        suspects.add(leaf);
      }
    }
    if (suspects.isEmpty()) {
      return;
    }
    var versions = tables.byVersion(job, dataset, suspects, digests);
    for (CoveredLeaf leaf : suspects) {
      var ofLeaf = versions.getOrDefault(leaf.first(), Map.of());
      var own = ofLeaf.getOrDefault(leaf.version(), LeafRows.NONE);
      boolean stale = isAsCovered(leaf, dataset, own, digests)
          && ofLeaf.keySet().stream().allMatch(version -> version <= leaf.version());
      differences.add(leaf, dataset.name(), found.getOrDefault(leaf.first(), LeafRows.NONE), stale);
    }
  }

  private static boolean isAsCovered(CoveredLeaf leaf, Dataset dataset, LeafRows held,
      boolean digests) {
    return held.count() == leaf.rows().getOrDefault(dataset.name(), 0L)
        && (!digests
            || held.digest() == leaf.digests().getOrDefault(dataset.name(), held.digest()));
  }

  /// The leaves that the job claims to have: what was answered last says that it is covered, and it
  /// is not given up for all that.
  private List<CoveredLeaf> claimed(Job job, JobVerdict verdict) {
    var abandoned = new HashSet<Long>();
    verdict.getGaps().stream().filter(gap -> gap.getState() == GapState.ABANDONED)
        .map(Gap::getFirst).forEach(abandoned::add);
    return coverage.apply(job.getJobId()).stream()
        .filter(leaf -> leaf.covered() && !abandoned.contains(leaf.first())).toList();
  }

  /// What is wrong with leaves, as it is found.
  private final class Differences {

    private final Set<Long> moved;
    private final Map<Long, String> reasons;
    private final Map<Long, Map<String, Long>> found = new TreeMap<>();
    private final Map<Long, List<String>> stale = new TreeMap<>();

    Differences(Map<Long, String> moved) {
      this.moved = moved.keySet();
      reasons = new TreeMap<>(moved);
    }

    void add(CoveredLeaf leaf, String dataset, LeafRows held, boolean isStale) {
      found.computeIfAbsent(leaf.first(), first -> new TreeMap<>()).put(dataset, held.count());
      if (isStale && !moved.contains(leaf.first())) {
        stale.computeIfAbsent(leaf.first(), first -> new ArrayList<>()).add(dataset);
      }
      long expected = leaf.rows().getOrDefault(dataset, 0L);
      reasons.merge(leaf.first(), dataset + ": " + (held.count() == expected
          ? "the table holds other values than were covered"
          : expected + " rows covered, the table holds " + held.count()),
          (one, other) -> one + "; " + other);
    }

    void addRowsOfEqual(List<CoveredLeaf> leaves, Set<String> datasets, Map<String, Long> rows) {
      datasets.forEach(name -> rows.put(name, leaves.stream()
          .filter(leaf -> !reasons.containsKey(leaf.first()))
          .mapToLong(leaf -> leaf.rows().getOrDefault(name, 0L)).sum()));
    }

    List<LeafDifference> of(Job job, Set<String> datasets, List<CoveredLeaf> leaves) {
      var different = leaves.stream().filter(leaf -> reasons.containsKey(leaf.first())).toList();
      if (different.isEmpty()) {
        return List.of();
      }
      var newest = new TreeMap<Long, Long>();
      for (String name : datasets) {
        tables.newestVersions(job, Datasets.all().named(name), different)
            .forEach((first, version) -> newest.merge(first, version, Math::max));
      }
      return different.stream()
          .map(leaf -> new LeafDifference(leaf, reasons.getOrDefault(leaf.first(), ""),
              found.getOrDefault(leaf.first(), Map.of()),
              stale.getOrDefault(leaf.first(), List.of()),
              newest.getOrDefault(leaf.first(), -1L) + 1))
          .toList();
    }
  }
}
