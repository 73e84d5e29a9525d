package io.gapless.gapdetector.audit;

import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.rowbinary.RowDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts in ClickHouse, FINAL.
///
/// Queries stay far below the 256 KiB that servers take by default: leaves and contracts go in
/// runs, whose counts and digests add up.
public final class ClickHouseCounts implements TableCounts {

  private static final int LEAVES_A_QUERY = 2_000;
  private static final int CONTRACTS_A_QUERY = 1_000;
  // no key lies in two partitions, so that each may be merged by itself
  private static final String SETTINGS =
      " SETTINGS do_not_merge_across_partitions_select_final = 1";

  private final ClickHouse clickHouse;

  public ClickHouseCounts(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  @Override
  public long rows(Job job, Dataset dataset) {
    return filters(job, dataset).stream()
        .mapToLong(filter -> clickHouse.query("SELECT count() FROM " + dataset.table()
            + " FINAL WHERE " + range(job, dataset, job.getFirst(), job.getLast()) + filter
            + SETTINGS, row -> row.getLong(1)).getFirst())
        .sum();
  }

  @Override
  public Map<Long, LeafRows> byLeaf(Job job, Dataset dataset, List<CoveredLeaf> leaves,
      boolean digests) {
    var found = new HashMap<Long, LeafRows>();
    for (var run : runs(leaves, LEAVES_A_QUERY)) {
      var sql = byLeafSql(job, dataset, run, digests);
      for (String filter : filters(job, dataset)) {
        clickHouse.query(sql.formatted(filter), row -> Map.entry(row.getLong(1),
            new LeafRows(row.getLong(2), row.getLong(3))))
            .forEach(rows -> found.merge(rows.getKey(), rows.getValue(), LeafRows::plus));
      }
    }
    return found;
  }

  /// Leaves of a run may have gaps between them: what lies there is counted under a bound of its
  /// own, which nobody asks for.
  private static String byLeafSql(Job job, Dataset dataset, List<CoveredLeaf> leaves,
      boolean digests) {
    var bounds = new ArrayList<Long>();
    long next = leaves.getFirst().first();
    for (CoveredLeaf leaf : leaves) {
      if (leaf.first() != next) {
        bounds.add(next);
      }
      bounds.add(leaf.first());
      next = leaf.last() + 1;
    }
    return "SELECT toUInt64(roundDown(" + height(dataset) + ", ["
        + bounds.stream().map(String::valueOf).collect(Collectors.joining(","))
        + "])) AS leaf, count(), "
        + (digests ? "reinterpretAsInt64(" + RowDigest.sql(dataset) + ")" : "toInt64(0)")
        + " FROM " + dataset.table() + " FINAL WHERE "
        + range(job, dataset, leaves.getFirst().first(), leaves.getLast().last())
        + "%s GROUP BY leaf" + SETTINGS;
  }

  private static String range(Job job, Dataset dataset, long first, long last) {
    return "chain = '" + job.getChain().replace("\\", "\\\\").replace("'", "\\'") + "' AND "
        + height(dataset) + " BETWEEN " + first + " AND " + last;
  }

  /// The dataset's column of block numbers or ledger indexes: what follows the chain in its key.
  private static String height(Dataset dataset) {
    return dataset.key().get(1);
  }

  /// Conditions that hold for the job's rows, each row meeting one of them.
  private static List<String> filters(Job job, Dataset dataset) {
    var column = Stream.of("token_address", "address").filter(dataset.columns()::contains)
        .findFirst();
    if (job.getContracts().isEmpty() || column.isEmpty()) {
      return List.of("");
    }
    return runs(job.getContracts(), CONTRACTS_A_QUERY).stream().map(run -> run.stream()
        .map(address -> "unhex('" + address.substring(2) + "')")
        .collect(Collectors.joining(",", " AND " + column.get() + " IN (", ")"))).toList();
  }

  private static <T> List<List<T>> runs(List<T> all, int atMost) {
    var runs = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += atMost) {
      runs.add(all.subList(from, Math.min(from + atMost, all.size())));
    }
    return runs;
  }
}
