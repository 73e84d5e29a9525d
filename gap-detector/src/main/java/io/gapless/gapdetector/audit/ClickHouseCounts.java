package io.gapless.gapdetector.audit;

import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.clickhouse.RowMapper;
import io.gapless.schemas.clickhouse.StagingTtl;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.rowbinary.RowDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Counts in ClickHouse, FINAL.
///
/// Queries stay far below the 256 KiB that servers take by default: leaves and contracts go in
/// runs, whose counts and digests add up.
public final class ClickHouseCounts implements TableCounts {

  private static final int LEAVES_A_QUERY = 1_000;
  // no key lies in two partitions, so that each may be merged by itself
  private static final String SETTINGS =
      " SETTINGS do_not_merge_across_partitions_select_final = 1";
  /// Versions are unsigned in the tables; what is beyond ours is beyond all of them.
  private static final String VERSION = "toInt64(least(version, 9223372036854775806))";

  private final ClickHouse clickHouse;

  public ClickHouseCounts(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  @Override
  public Optional<Duration> timeToLive(Dataset dataset) {
    return StagingTtl.of(clickHouse, dataset);
  }

  @Override
  public long rows(Job job, Dataset dataset) {
    long rows = 0;
    for (String filter : JobFilter.of(job, dataset)) {
      rows += clickHouse.query("SELECT count() FROM " + dataset.table() + " FINAL WHERE "
          + chain(job) + " AND " + between(dataset, job.getFirst(), job.getLast()) + filter
          + SETTINGS, row -> row.getLong(1)).getFirst();
    }
    return rows;
  }

  @Override
  public Map<Long, LeafRows> byLeaf(Job job, Dataset dataset, List<CoveredLeaf> leaves,
      boolean digests) {
    var found = new HashMap<Long, LeafRows>();
    for (var run : JobFilter.runs(leaves, LEAVES_A_QUERY)) {
      sum(job, dataset, leaf(dataset, run), counted(dataset, digests), within(dataset, run),
          row -> found.merge(row.getLong(1), new LeafRows(row.getLong(2), row.getLong(3)),
              LeafRows::plus));
    }
    return found;
  }

  @Override
  public Map<Long, Map<Long, LeafRows>> byVersion(Job job, Dataset dataset,
      List<CoveredLeaf> leaves, boolean digests) {
    var found = new HashMap<Long, Map<Long, LeafRows>>();
    for (var run : JobFilter.runs(leaves, LEAVES_A_QUERY)) {
      sum(job, dataset, leaf(dataset, run) + ", " + VERSION, counted(dataset, digests),
          within(dataset, run),
          row -> found.computeIfAbsent(row.getLong(1), first -> new HashMap<>())
              .merge(row.getLong(2), new LeafRows(row.getLong(3), row.getLong(4)),
                  LeafRows::plus));
    }
    return found;
  }

  @Override
  public Map<Long, LeafRows> byBlock(Job job, Dataset dataset, CoveredLeaf leaf) {
    var found = new HashMap<Long, LeafRows>();
    sum(job, dataset, height(dataset), counted(dataset, true),
        between(dataset, leaf.first(), leaf.last()), row -> found.merge(row.getLong(1),
            new LeafRows(row.getLong(2), row.getLong(3)), LeafRows::plus));
    return found;
  }

  @Override
  public Map<Long, Long> newestVersions(Job job, Dataset dataset, List<CoveredLeaf> leaves) {
    var newest = new HashMap<Long, Long>();
    for (var run : JobFilter.runs(leaves, LEAVES_A_QUERY)) {
      clickHouse.query("SELECT " + leaf(dataset, run) + " AS leaf, max(" + VERSION + ") FROM "
          + dataset.table() + " WHERE " + chain(job) + " AND " + within(dataset, run)
          + " GROUP BY leaf", row -> newest.merge(row.getLong(1), row.getLong(2), Math::max));
    }
    return newest;
  }

  @Override
  public List<List<Long>> keysOlderThan(Job job, Dataset dataset, CoveredLeaf leaf) {
    var columns = dataset.key().subList(1, dataset.key().size());
    var keys = new ArrayList<List<Long>>();
    for (String filter : JobFilter.of(job, dataset)) {
      clickHouse.query("SELECT " + String.join(", ", columns) + " FROM " + dataset.table()
          + " FINAL WHERE " + chain(job) + " AND " + between(dataset, leaf.first(), leaf.last())
          + filter + " AND version < " + leaf.version() + SETTINGS, row -> {
            var key = new ArrayList<Long>();
            for (int i = 1; i <= columns.size(); i++) {
              key.add(row.getLong(i));
            }
            return keys.add(key);
          });
    }
    return keys;
  }

  private <T> void sum(Job job, Dataset dataset, String group, String counted, String where,
      RowMapper<T> taker) {
    for (String filter : JobFilter.of(job, dataset)) {
      clickHouse.query("SELECT " + group + ", " + counted + " FROM " + dataset.table()
          + " FINAL WHERE " + chain(job) + " AND " + where + filter + " GROUP BY " + group
          + SETTINGS, taker);
    }
  }

  private static String counted(Dataset dataset, boolean digests) {
    return "count(), "
        + (digests ? "reinterpretAsInt64(" + RowDigest.sql(dataset) + ")" : "toInt64(0)");
  }

  /// The first block of the leaf that a row lies in.
  private static String leaf(Dataset dataset, List<CoveredLeaf> leaves) {
    return "toUInt64(roundDown(" + height(dataset) + ", ["
        + leaves.stream().map(leaf -> String.valueOf(leaf.first()))
            .collect(Collectors.joining(","))
        + "]))";
  }

  /// A condition that the rows of these leaves meet, and no others: those that follow each other
  /// are one range.
  private static String within(Dataset dataset, List<CoveredLeaf> leaves) {
    var ranges = new ArrayList<String>();
    long first = leaves.getFirst().first();
    long last = first - 1;
    for (CoveredLeaf leaf : leaves) {
      if (leaf.first() != last + 1) {
        ranges.add(between(dataset, first, last));
        first = leaf.first();
      }
      last = leaf.last();
    }
    ranges.add(between(dataset, first, last));
    return "(" + String.join(" OR ", ranges) + ")";
  }

  private static String chain(Job job) {
    return "chain = '" + job.getChain().replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String between(Dataset dataset, long first, long last) {
    return height(dataset) + " BETWEEN " + first + " AND " + last;
  }

  /// The dataset's column of block numbers or ledger indexes: what follows the chain in its key.
  private static String height(Dataset dataset) {
    return dataset.key().get(1);
  }
}
