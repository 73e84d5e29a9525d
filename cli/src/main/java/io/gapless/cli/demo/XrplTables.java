package io.gapless.cli.demo;

import static java.util.stream.Collectors.joining;

import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.TruthLedger;
import io.gapless.simulator.xrpl.ledgers.TruthPayment;
import io.gapless.simulator.xrpl.ledgers.XrplTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The tables beside what simulated ledgers hold, row by row: every column that the network decides,
/// as a line of CSV.
///
/// @param ledgers what the tables are to hold
public record XrplTables(ClickHouse tables, SimulatedLedgers ledgers) {

  /// The datasets of the XRP Ledger.
  public static final List<String> DATASETS = List.of("xrpl_ledgers", "xrpl_payments");

  private static final int LEDGERS_AT_ONCE = 500;
  private static final List<String> LEDGER_COLUMNS = List.of("ledger_index", "close_time",
      "ledger_hash", "parent_hash", "transaction_hash", "account_hash", "total_drops",
      "parent_close_time", "close_time_resolution", "close_flags", "tx_count", "payment_count");

  /// Rows that are there, and the first that differs, a dataset.
  List<TruthCheck> compare() {
    var truth = new XrplTruth(ledgers);
    var ledgerCheck = new Comparison();
    var paymentCheck = new Comparison();
    for (long first = ledgers.firstIndex(); first <= ledgers.lastIndex(); first +=
        LEDGERS_AT_ONCE) {
      long last = Math.min(ledgers.lastIndex(), first + LEDGERS_AT_ONCE - 1);
      var expectedLedgers = new ArrayList<String>();
      truth.forEachLedger(first, last, ledger -> expectedLedgers.add(line(ledger)));
      ledgerCheck.add(expectedLedgers, rows("xrpl_ledgers_hex", LEDGER_COLUMNS,
          "ledger_index", first, last));
      var expectedPayments = new ArrayList<String>();
      truth.forEachPayment(first, last, payment -> expectedPayments.add(payment.toCsv()));
      paymentCheck.add(expectedPayments, rows("xrpl_payments_hex",
          Arrays.asList(TruthPayment.CSV_HEADER.split(",")), "ledger_index, tx_index", first,
          last));
    }
    return List.of(ledgerCheck.of("xrpl_ledgers"), paymentCheck.of("xrpl_payments"));
  }

  /// The first rows that differ, a dataset; empty where the tables are equal to the ledgers.
  public List<String> differences() {
    return compare().stream().filter(check -> !check.equal()).map(check -> check.dataset() + ": "
        + check.tableRows() + " rows, of " + check.chainRows() + "; " + check.firstDifference())
        .toList();
  }

  private List<String> rows(String view, List<String> columns, String order, long first,
      long last) {
    var texts = columns.stream().map(XrplTables::text).collect(joining(", "));
    return tables.query("SELECT " + texts + " FROM " + view + " WHERE chain = 'xrpl-"
        + ledgers.options().networkId() + "' AND ledger_index BETWEEN " + first + " AND " + last
        + " ORDER BY " + order, row -> {
          var fields = new ArrayList<String>();
          for (int i = 1; i <= columns.size(); i++) {
            fields.add(row.getString(i));
          }
          return String.join(",", fields);
        });
  }

  /// A column as the truth writes it.
  private static String text(String column) {
    return switch (column) {
      case "close_time", "parent_close_time" ->
          "ifNull(replaceOne(replaceOne(toString(" + column + "), ' ', 'T'), '.000', 'Z'), '')";
      case "partial_payment", "has_paths" -> "if(" + column + " = 1, 'true', 'false')";
      default -> "ifNull(toString(" + column + "), '')";
    };
  }

  private static String line(TruthLedger ledger) {
    return String.join(",", String.valueOf(ledger.index()), text(ledger.closeTime()),
        ledger.hash(), ledger.parentHash(), ledger.transactionHash(), ledger.accountHash(),
        String.valueOf(ledger.totalDrops()), text(ledger.parentCloseTime()),
        String.valueOf(ledger.closeResolution()), String.valueOf(ledger.closeFlags()),
        String.valueOf(ledger.transactions()), String.valueOf(ledger.payments()));
  }

  private static String text(Instant time) {
    return time.toString();
  }

  private static final class Comparison {

    private long tableRows;
    private long chainRows;
    private String firstDifference = "";

    void add(List<String> expected, List<String> found) {
      tableRows += found.size();
      chainRows += expected.size();
      for (int i = 0; firstDifference.isEmpty()
          && i < Math.max(expected.size(), found.size()); i++) {
        var wanted = i < expected.size() ? expected.get(i) : "nothing";
        var held = i < found.size() ? found.get(i) : "nothing";
        if (!wanted.equals(held)) {
          firstDifference = "the table holds " + held + ", the ledgers " + wanted;
        }
      }
    }

    TruthCheck of(String dataset) {
      return new TruthCheck(dataset, tableRows, chainRows, firstDifference);
    }
  }
}
