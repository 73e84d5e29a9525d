package io.gapless.cli.pipeline;

import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.simulator.evm.chain.TruthDataset;
import io.gapless.simulator.evm.chain.TruthSummary;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A dataset's table beside what a simulated chain holds: rows, and a sum for each token.
///
/// @param firstDifference a token whose sums differ, and both sums; empty if there is none
record TruthCheck(String dataset, long tableRows, long chainRows, String firstDifference) {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  boolean equal() {
    return tableRows == chainRows && firstDifference.isEmpty();
  }

  /// Compares every dataset; the tables are read as they are, not through what coverage says.
  static List<TruthCheck> compare(ClickHouse tables, String chain, TruthSummary truth) {
    return Arrays.stream(TruthDataset.values())
        .map(dataset -> compare(tables, chain, truth, dataset)).toList();
  }

  private static TruthCheck compare(ClickHouse tables, String chain, TruthSummary truth,
      TruthDataset dataset) {
    var table = Datasets.all().named(dataset.id());
    var where = " FROM " + table.table() + " FINAL WHERE chain = '" + chain + "'";
    long rows = tables.query("SELECT count()" + where, row -> row.getLong(1)).getFirst();
    var expected = new TreeMap<String, BigInteger>();
    truth.sums(dataset).forEach((token, sum) -> expected.put(token, sum.mod(MODULUS)));
    return new TruthCheck(dataset.id(), rows, truth.rows(dataset),
        firstDifference(expected, sums(tables, table, where)));
  }

  private static Map<String, BigInteger> sums(ClickHouse tables, Dataset dataset, String where) {
    var amount = switch (dataset.name()) {
      case "erc20_transfers" -> "value";
      case "erc721_transfers" -> "token_id";
      case "erc1155_transfers" -> "arraySum(amounts)";
      default -> "";
    };
    var sums = new TreeMap<String, BigInteger>();
    if (!amount.isEmpty()) {
      tables.query("SELECT concat('0x', lower(hex(token_address))), toString(sum(" + amount + "))"
          + where + " GROUP BY token_address",
          row -> sums.put(row.getString(1), new BigInteger(row.getString(2))));
    }
    return sums;
  }

  private static String firstDifference(Map<String, BigInteger> expected,
      Map<String, BigInteger> found) {
    var tokens = new TreeSet<>(expected.keySet());
    tokens.addAll(found.keySet());
    for (var token : tokens) {
      var wanted = expected.getOrDefault(token, BigInteger.ZERO);
      var held = found.getOrDefault(token, BigInteger.ZERO);
      if (!wanted.equals(held)) {
        return token + " sums to " + held + ", the chain to " + wanted;
      }
    }
    return "";
  }
}
