package io.gapless.cli.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import io.gapless.simulator.evm.chain.TruthRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The tables beside what a chain holds, row by row: every column that the chain decides, as the
/// line of CSV that the chain itself would write.
public record TruthRows(ClickHouse clickHouse, SimulatedChain chain) {

  private static final int BLOCKS_AT_ONCE = 500;
  private static final String PLACE = "toString(block_number),"
      + " replaceOne(replaceOne(toString(block_time), ' ', 'T'), '.000', 'Z'), block_hash, tx_hash,"
      + " toString(tx_index), toString(log_index)";
  private static final String NONE = "''";

  /// Fails at the first blocks whose rows differ.
  public void assertEqual() {
    assertEqual(row -> true);
  }

  /// Fails at the first blocks whose rows are not the chain's of this kind.
  public void assertEqual(Predicate<TruthRow> wanted) {
    var truth = new Truth(chain);
    for (long first = 0; first <= chain.head(); first += BLOCKS_AT_ONCE) {
      long last = Math.min(chain.head(), first + BLOCKS_AT_ONCE - 1);
      var expected = new ArrayList<TruthRow>();
      truth.forEach(first, last, expected::add);
      for (var dataset : TruthDataset.values()) {
        assertThat(rows(dataset, first, last))
            .as("%s, blocks %d to %d", dataset.id(), first, last)
            .isEqualTo(expected.stream()
                .filter(row -> row.dataset() == dataset && wanted.test(row))
                .map(TruthRow::toCsv).toList());
      }
    }
  }

  /// The blocks of a range whose rows differ from the chain's, and of those the ones without a row.
  public Differences differences(long first, long last) {
    var expected = new TreeMap<Long, List<String>>();
    new Truth(chain).forEach(first, last, row -> expected
        .computeIfAbsent(row.blockNumber(), block -> new ArrayList<>()).add(row.toCsv()));
    var found = new TreeMap<Long, List<String>>();
    for (var dataset : TruthDataset.values()) {
      for (var line : rows(dataset, first, last)) {
        found.computeIfAbsent(Long.parseLong(line.split(",", 3)[1]), block -> new ArrayList<>())
            .add(line);
      }
    }
    var different = new TreeSet<>(expected.keySet());
    different.addAll(found.keySet());
    different.removeIf(block -> sorted(expected.get(block)).equals(sorted(found.get(block))));
    var empty = new TreeSet<>(different);
    empty.removeAll(found.keySet());
    return new Differences(different, empty);
  }

  /// What differs.
  ///
  /// @param blocks whose rows are not the chain's
  /// @param empty those of them that have no row at all
  public record Differences(Set<Long> blocks, Set<Long> empty) {}

  private static List<String> sorted(@Nullable List<String> lines) {
    return lines == null ? List.of() : lines.stream().sorted().toList();
  }

  /// Rows stored beside those that replace them: 0 where each is there once.
  public long storedTwice(TruthDataset dataset) {
    return count(dataset, "count() - uniqExact((" + String.join(", ", dataset(dataset).key())
        + "))");
  }

  /// Works that ended after a later one of their partition.
  ///
  /// @param partitions of the chain's work topic
  public long worksOutOfOrder(int partitions) {
    return clickHouse.query("SELECT countIf(completed_at < before) FROM (SELECT completed_at,"
        + " max(completed_at) OVER (PARTITION BY work_number % " + partitions
        + " ORDER BY work_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before"
        + " FROM range_coverage FINAL WHERE chain = '" + name() + "')", row -> row.getLong(1))
        .getFirst();
  }

  /// Stops what would hide rows that are there twice.
  public void stopMerges() {
    for (var dataset : TruthDataset.values()) {
      clickHouse.execute("SYSTEM STOP MERGES " + dataset(dataset).table());
    }
  }

  /// Lets it go on.
  public void startMerges() {
    for (var dataset : TruthDataset.values()) {
      clickHouse.execute("SYSTEM START MERGES " + dataset(dataset).table());
    }
  }

  private long count(TruthDataset dataset, String what) {
    return clickHouse.query("SELECT " + what + " FROM " + dataset(dataset).table()
        + " WHERE chain = '" + name() + "'", row -> row.getLong(1)).getFirst();
  }

  private List<String> rows(TruthDataset dataset, long first, long last) {
    return clickHouse.query("SELECT arrayStringConcat(['" + dataset.id() + "', " + PLACE + ", "
        + String.join(", ", columns(dataset)) + "], ',') FROM " + dataset(dataset).table()
        + "_hex WHERE chain = '" + name() + "' AND block_number BETWEEN " + first + " AND " + last
        + " ORDER BY block_number, log_index", row -> row.getString(1));
  }

  /// Those after the place, in the order of [TruthRow#CSV_HEADER].
  private static List<String> columns(TruthDataset dataset) {
    return switch (dataset) {
      case ERC20_TRANSFERS -> List.of("token_address", NONE, "from_address", "to_address",
          "toString(value)", NONE, NONE, NONE, NONE, NONE, NONE);
      case ERC721_TRANSFERS -> List.of("token_address", NONE, "from_address", "to_address", NONE,
          "toString(token_id)", NONE, NONE, NONE, NONE, NONE);
      case ERC1155_TRANSFERS -> List.of("token_address", "operator", "from_address", "to_address",
          NONE, NONE, array("token_ids"), array("amounts"), "if(is_batch = 1, 'true', 'false')",
          NONE, NONE);
      case UNCLASSIFIED_LOGS -> List.of("address", NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
          array("topics"), "data");
    };
  }

  private static String array(String column) {
    return "concat('\"[', arrayStringConcat(arrayMap(item -> toString(item), " + column
        + "), ','), ']\"')";
  }

  private static Dataset dataset(TruthDataset dataset) {
    return Datasets.all().named(dataset.id());
  }

  private String name() {
    return "evm-" + chain.options().chainId();
  }
}
