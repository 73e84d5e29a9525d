package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.market.Order.Match;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/// What makes the bulk of the volume: trades that leave no doubt about who paid what for which
/// shares.
final class Crowd {

  private static final long LEAST = 50 * MarketStory.ONE;
  private static final long MOST = 600 * MarketStory.ONE;

  private final Trades trades;
  private final Positions positions;
  private final Choice choice;
  private final Book book;

  Crowd(Stage stage, Trades trades, Positions positions, Choice choice) {
    this.trades = trades;
    this.positions = positions;
    this.choice = choice;
    this.book = stage.book();
  }

  /// Does one thing in one of the conditions.
  void act(List<Condition> open) throws IOException {
    var condition = choice.any(open);
    choice.move(condition);
    var outcome = choice.any(condition.outcomes());
    if (!(condition.outcomeCount() == 2 ? traded(outcome) : sale(outcome))) {
      splitSet(choice.other(), condition);
    }
  }

  private boolean traded(Outcome outcome) throws IOException {
    int kind = choice.percent();
    if (kind < 20) {
      return mint(outcome);
    } else if (kind < 32) {
      return merge(outcome);
    } else if (kind < 46) {
      return several(outcome);
    } else if (kind < 90) {
      return sale(outcome);
    }
    return kind < 95 && mergeSet(outcome.condition());
  }

  /// A full set for collateral, at the contract itself.
  void splitSet(Wallet wallet, Condition condition) throws IOException {
    positions.split(wallet, condition, choice.shares(LEAST, MOST, MOST));
  }

  private boolean mergeSet(Condition condition) throws IOException {
    var wallet = choice.anybody(anybody -> sets(anybody, condition) >= LEAST);
    if (wallet.isEmpty()) {
      return false;
    }
    positions.merge(wallet.get(), condition,
        choice.shares(LEAST, MOST, sets(wallet.get(), condition)));
    return true;
  }

  private long sets(Wallet wallet, Condition condition) {
    return Collections.min(book.shares(wallet, condition));
  }

  /// Shares change hands.
  private boolean sale(Outcome outcome) throws IOException {
    var seller = choice.holder(outcome, LEAST);
    if (seller.isEmpty()) {
      return false;
    }
    long shares = choice.shares(LEAST, MOST, book.shares(seller.get(), outcome));
    long cash = choice.cash(outcome, shares);
    var sells = choice.charged(Order.sell(seller.get(), outcome, shares, cash));
    var buys = choice.charged(Order.buy(choice.other(seller.get()), outcome, shares, cash));
    trades.settle(choice.happens(50) ? Match.of(sells, buys) : Match.of(buys, sells));
    return true;
  }

  /// Two buy, so shares are made.
  private boolean mint(Outcome outcome) throws IOException {
    long shares = choice.shares(LEAST, MOST, MOST);
    var taker = choice.other();
    trades.settle(Match.of(buys(taker, outcome, shares),
        buys(choice.other(taker), outcome.complement(), shares)));
    return true;
  }

  /// Two sell, so shares end.
  private boolean merge(Outcome outcome) throws IOException {
    var taker = choice.holder(outcome, LEAST);
    if (taker.isEmpty()) {
      return false;
    }
    var maker = choice.holder(outcome.complement(), LEAST, taker.get());
    if (maker.isEmpty()) {
      return false;
    }
    long shares = choice.shares(LEAST, MOST, Math.min(book.shares(taker.get(), outcome),
        book.shares(maker.get(), outcome.complement())));
    trades.settle(Match.of(sells(taker.get(), outcome, shares),
        sells(maker.get(), outcome.complement(), shares)));
    return true;
  }

  /// One buys from somebody who has shares and, of the same outcome, new ones; or sells some and
  /// lets others end.
  private boolean several(Outcome outcome) throws IOException {
    var seller = choice.holder(outcome, 2 * LEAST);
    if (seller.isEmpty()) {
      return false;
    }
    long held = book.shares(seller.get(), outcome);
    long sold = choice.shares(LEAST, MOST, held / 2);
    var other = outcome.complement();
    var opposite = choice.holder(other, LEAST, seller.get());
    if (opposite.isPresent() && choice.happens(50)) {
      long ended = choice.shares(LEAST, MOST, Math.min(held - sold,
          book.shares(opposite.get(), other)));
      trades.settle(Match.of(sells(seller.get(), outcome, sold + ended),
          buys(choice.other(seller.get(), opposite.get()), outcome, sold),
          sells(opposite.get(), other, ended)));
    } else {
      long made = choice.shares(LEAST, MOST, MOST);
      var taker = choice.other(seller.get());
      trades.settle(Match.of(buys(taker, outcome, sold + made),
          sells(seller.get(), outcome, sold),
          buys(choice.other(seller.get(), taker), other, made)));
    }
    return true;
  }

  private Order buys(Wallet wallet, Outcome outcome, long shares) {
    return choice.charged(Order.buy(wallet, outcome, shares, choice.cash(outcome, shares)));
  }

  private Order sells(Wallet wallet, Outcome outcome, long shares) {
    return choice.charged(Order.sell(wallet, outcome, shares, choice.cash(outcome, shares)));
  }
}
