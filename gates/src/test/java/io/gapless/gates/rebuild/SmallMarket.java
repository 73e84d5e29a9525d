package io.gapless.gates.rebuild;

import static io.gapless.gates.rebuild.MarketRows.CTF;
import static io.gapless.gates.rebuild.MarketRows.EXCHANGE;
import static io.gapless.gates.rebuild.MarketRows.FEES;
import static io.gapless.gates.rebuild.MarketRows.NOBODY;
import static io.gapless.gates.rebuild.MarketRows.address;
import static io.gapless.gates.rebuild.MarketRows.token;

import io.gapless.chains.evm.Address;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A market of two questions, whose every result can be told by heart.
final class SmallMarket {

  private static final Address ANN = address("a1");
  private static final Address BOB = address("b2");
  private static final Address DAN = address("d3");
  private static final List<String> TABLES = List.of("erc20_transfers_staging",
      "erc1155_transfers_staging", "ctf_events", "exchange_fills", "day_checkpoints",
      "ctf_token_map", "run_activations");

  private final ClickHouse server;
  private final MarketRows rows;

  SmallMarket(ClickHouse server) {
    this.server = server;
    rows = new MarketRows(server);
  }

  MarketRows rows() {
    return rows;
  }

  void forget() {
    TABLES.forEach(table -> server.execute("TRUNCATE TABLE " + table));
  }

  /// Ann buys a set of question 1 and sells 400 Yes to Bob; Bob and Dan have a set made; Ann gives Dan
  /// 10 No; Yes wins, and Bob redeems. Question 2 is open.
  void tellAnew() {
    forget();
    rows.prepare(1, 1);
    rows.prepare(2, 2);
    rows.usdc(10, ANN, CTF, 1000);
    rows.shares(10, NOBODY, ANN, 1000, token(1, 0), token(1, 1));
    rows.move(10, "SPLIT", 1, ANN, 1000);
    rows.shares(2000, ANN, EXCHANGE, 400, token(1, 0));
    rows.usdc(2000, BOB, EXCHANGE, 240);
    rows.shares(2000, EXCHANGE, BOB, 400, token(1, 0));
    rows.usdc(2000, EXCHANGE, ANN, 240);
    payForShares();
    rows.shares(3000, NOBODY, EXCHANGE, 100, token(1, 0), token(1, 1));
    rows.move(3000, "SPLIT", 1, EXCHANGE, 100);
    rows.shares(3000, EXCHANGE, BOB, 100, token(1, 1));
    rows.shares(3000, EXCHANGE, DAN, 99, token(1, 0));
    rows.shares(3000, EXCHANGE, FEES, 1, token(1, 0));
    rows.shares(4000, ANN, DAN, 10, token(1, 1));
    rows.usdc(5000, BOB, EXCHANGE, 50);
    rows.usdc(5000, EXCHANGE, CTF, 50);
    rows.shares(5000, NOBODY, BOB, 50, token(2, 0), token(2, 1));
    rows.move(5000, "SPLIT", 2, EXCHANGE, 50);
    rows.resolve(6000, 1, 1, 0);
    rows.shares(7000, BOB, NOBODY, 400, token(1, 0));
    rows.shares(7000, BOB, NOBODY, 100, token(1, 1));
    rows.usdc(7000, CTF, BOB, 400);
    rows.move(7000, "REDEMPTION", 1, BOB, 400);
    rows.usdc(8000, ANN, DAN, 7); // nobody's business: no share moved
    rows.day("COMPLETE");
  }

  /// What is paid in the match that has a set made.
  void payForShares() {
    rows.usdc(3000, BOB, EXCHANGE, 40);
    rows.usdc(3000, DAN, EXCHANGE, 60);
    rows.usdc(3000, EXCHANGE, CTF, 100);
  }

  /// Ann buys a set of question 2.
  void goOn() {
    rows.usdc(9000, ANN, CTF, 20);
    rows.shares(9000, NOBODY, ANN, 20, token(2, 0), token(2, 1));
    rows.move(9000, "SPLIT", 2, ANN, 20);
  }

  /// Realized dollars by the wallet's first digits and the question.
  Map<String, String> profits() {
    return server.query("SELECT concat(substring(wallet, 3, 2), ' ', if(condition_id = '"
        + MarketRows.condition(1)
        + "', '1', '2'), '=', toString(toInt64(realized_usd))) FROM condition_pnl",
        row -> row.getString(1))
        .stream().map(row -> row.split("="))
        .collect(Collectors.toMap(row -> row[0], row -> row[1]));
  }
}
