package io.gapless.cli.doctor;

import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Looks at what a pipeline's tables tell of it.
public final class TableChecks {

  /// Counting the keys of more takes long.
  private static final long COUNTED = 20_000_000;

  private final ClickHouse server;

  /// @param server the tables' server
  public TableChecks(ClickHouse server) {
    this.server = server;
  }

  /// Workers that were not heard of for so long; empty where there are no tables yet.
  List<Condition> workers(Duration stallAfter, Instant now) {
    if (!has("heartbeats")) {
      return List.of();
    }
    return Thresholds.workers(server.query("SELECT worker_id, role,"
        + " arrayStringConcat(chains, ','), toUnixTimestamp64Milli(updated_at)"
        + " FROM worker_heartbeats ORDER BY worker_id",
        row -> new Thresholds.Seen(row.getString(1), row.getString(2),
            Arrays.stream(row.getString(3).split(",")).filter(chain -> !chain.isEmpty()).toList(),
            Instant.ofEpochMilli(row.getLong(4)))),
        stallAfter, now);
  }

  /// Keys that are there twice, in the partition of each table that has the most parts; a partition
  /// that is too large to be counted is left out.
  public List<Condition> duplicates() {
    var conditions = new ArrayList<Condition>();
    for (var dataset : Datasets.all().list()) {
      if (dataset.isOf("evm") || dataset.isOf("xrpl")) {
        server.query("SELECT partition_id FROM system.parts WHERE active AND database ="
            + " currentDatabase() AND table = '" + dataset.table() + "' GROUP BY partition_id"
            + " HAVING sum(rows) <= " + COUNTED + " ORDER BY count() DESC, partition_id LIMIT 1",
            row -> row.getString(1)).stream().findFirst()
            .flatMap(partition -> duplicates(dataset, partition)).ifPresent(conditions::add);
      }
    }
    return conditions;
  }

  private Optional<Condition> duplicates(Dataset dataset, String partition) {
    var stored = count(dataset, "", partition);
    var merged = count(dataset, " FINAL", partition);
    return Thresholds.duplicates(new Thresholds.Partition(dataset.table(), partition,
        stored.getFirst(), stored.getLast(), merged.getFirst(), merged.getLast()));
  }

  private List<Long> count(Dataset dataset, String how, String partition) {
    return server.query("SELECT count(), uniqExact(" + String.join(", ", dataset.key()) + ") FROM "
        + dataset.table() + how + " WHERE _partition_id = '" + partition + "'",
        row -> List.of(row.getLong(1), row.getLong(2))).getFirst();
  }

  /// Disks of the server that fill.
  public List<Condition> disks() {
    return server.query("SELECT name, toInt64(free_space), toInt64(total_space) FROM system.disks"
        + " WHERE total_space > 0",
        row -> Thresholds.disk("ClickHouse (" + row.getString(1) + ")",
            row.getLong(2), row.getLong(3)))
        .stream().flatMap(Optional::stream).toList();
  }

  private boolean has(String table) {
    return !server
        .query("SELECT 1 FROM system.tables WHERE database = currentDatabase() AND name = '"
            + table + "'", row -> row.getInt(1))
        .isEmpty();
  }
}
