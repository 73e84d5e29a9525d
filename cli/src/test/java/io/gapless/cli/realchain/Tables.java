package io.gapless.cli.realchain;

import io.gapless.schemas.clickhouse.ClickHouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the tables as they are stored: without `FINAL`, so that a row that is there twice shows.
public record Tables(ClickHouse clickHouse) {

  private static final List<String> PLACE = List.of("toString(chain) AS chain",
      "toString(block_number) AS block_number",
      "toString(toUnixTimestamp64Milli(block_time)) AS block_time", hex("block_hash"),
      hex("tx_hash"), "toString(tx_index) AS tx_index", "toString(log_index) AS log_index");
  private static final Map<String, List<String>> COLUMNS = Map.of(
      Row.ERC20, List.of(hex("token_address"), hex("from_address"), hex("to_address"),
          "toString(value) AS value"),
      Row.ERC721, List.of(hex("token_address"), hex("from_address"), hex("to_address"),
          "toString(token_id) AS token_id"),
      Row.ERC1155, List.of(hex("token_address"), hex("operator"), hex("from_address"),
          hex("to_address"), "toString(token_ids) AS token_ids", "toString(amounts) AS amounts",
          "toString(is_batch) AS is_batch"),
      Row.UNCLASSIFIED, List.of(hex("address"),
          "concat('[', arrayStringConcat(arrayMap(t -> concat('0x', lower(hex(t))), topics), ','),"
              + " ']') AS topics",
          hex("data")));

  /// Every row of the range in the tables of transfers and of unclassified logs.
  public List<Row> rows(String chain, long first, long last) {
    var rows = new ArrayList<Row>();
    COLUMNS.forEach((table, columns) -> {
      var sql = "SELECT " + String.join(", ", Stream.concat(PLACE.stream(), columns.stream())
          .toList()) + " FROM " + table + " AS t WHERE " + range(chain, first, last);
      rows.addAll(clickHouse.query(sql, answer -> {
        var values = new LinkedHashMap<String, String>();
        var names = answer.getMetaData();
        for (int i = 1; i <= names.getColumnCount(); i++) {
          values.put(names.getColumnLabel(i), answer.getString(i));
        }
        return new Row(table, values);
      }));
    });
    return rows;
  }

  /// How many rows of the range have bookkeeping that cannot be true: of another job, of another
  /// time than the run's, or deleted.
  public long oddlyKept(String chain, long first, long last, Set<String> jobs, Instant since,
      Instant until) {
    var names = jobs.stream().map(job -> "'" + job + "'").collect(Collectors.joining(", "));
    return COLUMNS.keySet().stream().mapToLong(table -> clickHouse.query(
        "SELECT count() FROM " + table + " AS t WHERE " + range(chain, first, last)
            + " AND NOT (job_id IN (" + names + ") AND is_deleted = 0 AND version BETWEEN "
            + since.toEpochMilli() * 1000 + " AND " + (until.toEpochMilli() + 1) * 1000
            + " AND toUnixTimestamp64Milli(created_at) BETWEEN " + since.toEpochMilli() + " AND "
            + until.toEpochMilli() + ")",
        answer -> answer.getLong(1)).getFirst()).sum();
  }

  private static String range(String chain, long first, long last) {
    return "t.chain = '" + chain + "' AND t.block_number BETWEEN " + first + " AND " + last;
  }

  private static String hex(String column) {
    return "concat('0x', lower(hex(t." + column + "))) AS " + column;
  }
}
