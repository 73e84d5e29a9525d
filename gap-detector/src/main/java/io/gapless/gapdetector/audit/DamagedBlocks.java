package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds the blocks of a leaf in which the tables are not what was covered.
final class DamagedBlocks {

  /// Runs of blocks without rows that are named where what was written is gone.
  private static final int RUNS_NAMED = 5;

  private final TableCounts tables;

  DamagedBlocks(TableCounts tables) {
    this.tables = tables;
  }

  /// The blocks whose rows are not those that were written.
  ///
  /// @param written rows that the leaf's fetch wrote, by dataset and block
  List<BlockRange> exact(Job job, LeafDifference difference,
      Map<String, Map<Long, LeafRows>> written) {
    var blocks = new TreeSet<Long>();
    for (String name : difference.found().keySet()) {
      var expected = written.getOrDefault(name, Map.of());
      var held = tables.byBlock(job, Datasets.all().named(name), difference.leaf());
      for (long block : union(expected.keySet(), held.keySet())) {
        if (!expected.getOrDefault(block, LeafRows.NONE)
            .equals(held.getOrDefault(block, LeafRows.NONE))) {
          blocks.add(block);
        }
      }
    }
    return coalesced(blocks);
  }

  /// Where the damage may lie, as far as the tables alone tell: blocks with rows that are older
  /// than the leaf, and the longest runs of blocks without rows where rows are missing.
  List<BlockRange> likely(Job job, LeafDifference difference) {
    var leaf = difference.leaf();
    var blocks = new TreeSet<Long>();
    for (var found : difference.found().entrySet()) {
      var dataset = Datasets.all().named(found.getKey());
      tables.keysOlderThan(job, dataset, leaf).forEach(key -> blocks.add(key.getFirst()));
      if (found.getValue() < leaf.rows().getOrDefault(found.getKey(), 0L)) {
        var held = tables.byBlock(job, dataset, leaf).keySet();
        longestRuns(leaf, held).forEach(run -> {
          for (long block = run.first(); block <= run.last(); block++) {
            blocks.add(block);
          }
        });
      }
    }
    return coalesced(blocks);
  }

  private static List<BlockRange> longestRuns(CoveredLeaf leaf, Set<Long> held) {
    var empty = new TreeSet<Long>();
    for (long block = leaf.first(); block <= leaf.last(); block++) {
      if (!held.contains(block)) {
        empty.add(block);
      }
    }
    return coalesced(empty).stream()
        .sorted((one, other) -> Long.compare(other.size(), one.size())).limit(RUNS_NAMED)
        .toList();
  }

  private static Set<Long> union(Set<Long> some, Set<Long> others) {
    var all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static List<BlockRange> coalesced(Collection<Long> inOrder) {
    var runs = new ArrayList<BlockRange>();
    for (long block : inOrder) {
      if (!runs.isEmpty() && runs.getLast().last() + 1 == block) {
        runs.add(new BlockRange(runs.removeLast().first(), block));
      } else {
        runs.add(BlockRange.of(block));
      }
    }
    return runs;
  }
}
