package io.gapless.gates.rebuild;

import static io.gapless.gates.rebuild.MarketRows.CTF;
import static io.gapless.gates.rebuild.MarketRows.EXCHANGE;
import static io.gapless.gates.rebuild.MarketRows.FEES;
import static io.gapless.gates.rebuild.MarketRows.NOBODY;
import static io.gapless.gates.rebuild.MarketRows.address;
import static io.gapless.gates.rebuild.MarketRows.token;

import io.gapless.chains.evm.Address;
import java.math.BigInteger;

/// What an exchange that fills orders leaves behind: transfers, and a fill an order. A transaction is a
/// block.
final class ExchangeRows {

  static final Address ANN = address("a1");
  static final Address BOB = address("b2");
  static final Address DAN = address("d3");
  static final BigInteger YES1 = token(1, 0);
  static final BigInteger NO1 = token(1, 1);
  static final BigInteger YES2 = token(2, 0);
  static final BigInteger YES3 = token(3, 0);

  private final MarketRows rows;

  ExchangeRows(MarketRows rows) {
    this.rows = rows;
  }

  void buys(int block, Address wallet, BigInteger token, long shares, long dollars) {
    buys(block, wallet, token, shares, dollars, 0);
  }

  /// @param fee in shares
  void buys(int block, Address wallet, BigInteger token, long shares, long dollars, long fee) {
    rows.usdc(block, wallet, EXCHANGE, dollars);
    rows.shares(block, EXCHANGE, wallet, shares - fee, token);
    if (fee > 0) {
      rows.shares(block, EXCHANGE, FEES, fee, token);
    }
    rows.bought(block, EXCHANGE, wallet, token, shares, dollars, fee);
  }

  void sells(int block, Address wallet, BigInteger token, long shares, long dollars) {
    sells(block, wallet, token, shares, dollars, 0);
  }

  /// @param fee in dollars
  void sells(int block, Address wallet, BigInteger token, long shares, long dollars, long fee) {
    rows.shares(block, wallet, EXCHANGE, shares, token);
    rows.usdc(block, EXCHANGE, wallet, dollars - fee);
    if (fee > 0) {
      rows.usdc(block, EXCHANGE, FEES, fee);
    }
    rows.sold(block, EXCHANGE, wallet, token, shares, dollars, fee);
  }

  /// New sets of a question's shares, for orders that buy both sides.
  void makes(int block, int question, long sets) {
    rows.shares(block, NOBODY, EXCHANGE, sets, token(question, 0), token(question, 1));
    rows.usdc(block, EXCHANGE, CTF, sets);
    rows.move(block, "SPLIT", question, EXCHANGE, sets);
  }

  /// Money for sets of a question's shares, for orders that sell both sides.
  void merges(int block, int question, long sets) {
    rows.shares(block, EXCHANGE, NOBODY, sets, token(question, 0), token(question, 1));
    rows.usdc(block, CTF, EXCHANGE, sets);
    rows.move(block, "MERGE", question, EXCHANGE, sets);
  }

  /// Ann pays 60 and 30 dollars for 100 shares each.
  void annBuysInTwoConditions(int block) {
    buys(block, ANN, YES1, 100, 60);
    sells(block, BOB, YES1, 100, 60);
    buys(block, ANN, YES2, 100, 30);
    sells(block, DAN, YES2, 100, 30);
  }

  /// Ann buys with a fee of two shares and sells with one of a dollar.
  void annPaysFees(int block) {
    buys(block, ANN, YES1, 100, 60, 2);
    sells(block, ANN, YES2, 50, 20, 1);
  }

  /// Ann's order meets two of Bob's: shares that he sells, and new ones of which he buys the other side.
  void bobIsOnBothSides(int block) {
    buys(block, ANN, YES1, 150, 90);
    sells(block, BOB, YES1, 100, 60);
    buys(block, BOB, NO1, 50, 20);
    makes(block, 1, 50);
  }

  /// Ann buys, and Dan gives her shares of another question.
  void annIsGivenOthers(int block) {
    buys(block, ANN, YES1, 100, 60);
    rows.shares(block, DAN, ANN, 20, YES2);
  }

  /// Ann buys, and pays Dan for nothing that is seen.
  void annPaysDan(int block) {
    buys(block, ANN, YES1, 10, 6);
    rows.usdc(block, ANN, DAN, 20);
  }

  /// Ann sells as much as she buys of one, and buys of two others.
  void annBuysAndSellsTheSame(int block) {
    buys(block, ANN, YES1, 100, 60);
    sells(block, ANN, YES1, 100, 61);
    buys(block, ANN, YES2, 10, 5);
    buys(block, ANN, YES3, 10, 2);
  }
}
