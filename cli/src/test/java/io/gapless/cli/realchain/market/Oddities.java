package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.market.Order.Match;
import java.io.IOException;
import java.util.List;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.generated.Uint256;

/// What is seldom and leaves doubts: gifts, somebody who pays for another, trades in two conditions
/// at once, payments that are no trades, and what the contracts refuse.
final class Oddities {

  private static final long SHARES = MarketStory.ODD_SHARES * MarketStory.ONE;
  /// Far less than a trade's, so that who buys the one and sells the other pays on the whole.
  private static final long FEW = SHARES / 10;

  private final Stage stage;
  private final Trades trades;
  private final Positions positions;
  private final Choice choice;

  Oddities(Stage stage, Trades trades, Positions positions, Choice choice) {
    this.stage = stage;
    this.trades = trades;
    this.positions = positions;
    this.choice = choice;
  }

  /// Somebody gives shares away: of one outcome, or as a batch that names one twice.
  void gift(List<Condition> conditions, boolean batch) throws IOException {
    var outcomes = conditions.stream().flatMap(condition -> condition.outcomes().stream())
        .filter(outcome -> choice.holder(outcome, 2 * SHARES).isPresent()).toList();
    var outcome = choice.any(outcomes);
    var giver = choice.holder(outcome, 2 * SHARES).orElseThrow();
    if (!batch) {
      positions.give(giver, choice.other(giver), outcome, SHARES);
      return;
    }
    var second = outcomes.stream().filter(other -> !other.equals(outcome)
        && stage.book().shares(giver, other) >= SHARES).findFirst();
    positions.giveBatch(giver, choice.other(giver), second.isPresent()
        ? List.of(outcome, second.get(), outcome)
        : List.of(outcome, outcome), SHARES);
  }

  /// A buyer's shares are paid for by a wallet that gets none.
  void treat(Condition condition, boolean takes) throws IOException {
    var outcome = choice.any(condition.outcomes());
    var guest = choice.other();
    var other = choice.other(guest);
    var payer = choice.other(guest, other);
    var treated = buys(guest, outcome, SHARES).paidBy(payer);
    var paid = buys(other, outcome.complement(), SHARES);
    trades.settle(takes ? Match.of(treated, paid) : Match.of(paid, treated));
  }

  /// One transaction in two conditions: somebody buys in both, or sells a little in the second.
  void both(Condition first, Condition second, boolean sells) throws IOException {
    var bought = choice.any(first.outcomes());
    var other = choice.any(second.outcomes());
    var holder = choice.holder(other, FEW);
    if (sells && holder.isPresent()) {
      var wallet = holder.get();
      trades.settle(
          Match.of(buys(wallet, bought, SHARES),
              buys(choice.other(wallet), bought.complement(), SHARES)),
          Match.of(Order.sell(wallet, other, FEW, choice.cash(other, FEW)),
              buys(choice.other(wallet), other, FEW)));
    } else {
      var taker = choice.other();
      var maker = choice.other(taker);
      trades.settle(
          Match.of(buys(taker, bought, SHARES), buys(maker, bought.complement(), SHARES)),
          Match.of(buys(taker, other, SHARES), buys(maker, other.complement(), SHARES)));
    }
  }

  /// One wallet pays another, for nothing that is seen.
  void pay() throws IOException {
    var from = choice.other();
    var to = choice.other(from);
    long amount = choice.shares(MarketStory.ONE, 100 * MarketStory.ONE, Long.MAX_VALUE);
    stage.send(from.account(), stage.contracts().collateral(), "transfer",
        new Address(to.address()), new Uint256(amount));
    stage.book().fund(from, -amount);
    stage.book().fund(to, amount);
  }

  /// Something that a contract refuses.
  ///
  /// @param open has two outcomes and no answer yet
  void inVain(int kind, Condition open) throws IOException {
    var wallet = choice.other();
    var outcome = choice.any(open.outcomes());
    switch (kind % 5) {
      case 0 -> positions.redeemInVain(wallet, open);
      case 1 -> positions.splitInVain(wallet, open);
      case 2 -> new Openings(stage).reportInVain(wallet, open);
      case 3 -> stage.sendInVain(wallet.account(), stage.contracts().collateral(), "transfer",
          new Address(stage.cast().feeReceiver().address()), Openings.EVERYTHING);
      default -> {
        long more = stage.book().shares(wallet, outcome) + SHARES;
        trades.settleInVain(Match.of(buys(choice.other(wallet), outcome, more),
            Order.sell(wallet, outcome, more, choice.cash(outcome, more))));
      }
    }
  }

  private Order buys(Wallet wallet, Outcome outcome, long shares) {
    return Order.buy(wallet, outcome, shares, choice.cash(outcome, shares));
  }
}
