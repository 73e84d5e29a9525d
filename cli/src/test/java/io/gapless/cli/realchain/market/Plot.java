package io.gapless.cli.realchain.market;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/// What happens in which block.
final class Plot {

  static final int FUND = 3;
  private static final int OPEN_OR_CLOSE = 4;
  private static final int REDEEM = 6;
  private static final int GIVE = 7;
  private static final int ODD_TRADE = 8;
  private static final int NO_TRADE = 9;
  private static final int STRANGER = 10;
  private static final int TRADES_PER_BLOCK = 3;
  /// The question of which even those redeem who get nothing.
  private static final String REDEEMED_FOR_NOTHING = "goal";

  private final Stage stage;
  private final List<Condition> conditions;
  private final Openings openings;
  private final Positions positions;
  private final Crowd crowd;
  private final Oddities oddities;
  private final Worthless worthless;

  Plot(Stage stage, List<Condition> conditions) {
    this.stage = stage;
    this.conditions = conditions;
    openings = new Openings(stage);
    positions = new Positions(stage);
    var choice = new Choice(stage);
    var trades = new Trades(stage);
    crowd = new Crowd(stage, trades, positions, choice);
    oddities = new Oddities(stage, trades, positions, choice);
    worthless = new Worthless(stage, conditions.getFirst());
  }

  Worthless worthless() {
    return worthless;
  }

  /// Sends the transactions of a block.
  ///
  /// @param day from 0
  /// @param place of the block in its day, from 0; on the first day not before [#FUND]
  void block(int day, int place) throws IOException {
    var open = conditions.stream().filter(condition -> traded(condition, day, place)).toList();
    switch (place) {
      case FUND -> {
        if (day == 0) {
          openings.fund();
        }
        for (var condition : with(question -> question.preparedOn() == day)) {
          openings.prepare(condition);
        }
      }
      case OPEN_OR_CLOSE -> openAndClose(day);
      case REDEEM -> redeem(day);
      default -> {
        if (day > 0) {
          odd(day, place, open);
        }
      }
    }
    for (int i = 0; i < (open.isEmpty() ? 0 : TRADES_PER_BLOCK); i++) {
      crowd.act(open);
    }
  }

  private static boolean traded(Condition condition, int day, int place) {
    var question = condition.question();
    int closedOn = question.resolvedOn().orElse(Integer.MAX_VALUE);
    return !question.name().equals(MarketStory.NEVER_TRADED)
        && question.preparedOn() <= (place > OPEN_OR_CLOSE ? day : day - 1)
        && closedOn >= (place < OPEN_OR_CLOSE ? day : day + 1);
  }

  private void openAndClose(int day) throws IOException {
    for (var condition : with(question -> question.isAnsweredOn(day))) {
      openings.report(condition);
    }
    for (var condition : with(question -> question.preparedOn() == day)) {
      if (!condition.question().name().equals(MarketStory.NEVER_TRADED)) {
        for (var wallet : stage.cast().wallets().subList(day % 3, day % 3 + 2)) {
          crowd.splitSet(wallet, condition);
        }
      }
    }
  }

  /// One wallet in three redeems everything on the day of the answer, one in three what pays on the
  /// day after, and one in three never does.
  private void redeem(int day) throws IOException {
    for (int late = 0; late <= 1; late++) {
      int answeredOn = day - late;
      for (var condition : with(question -> question.isAnsweredOn(answeredOn))) {
        for (int i = late; i < stage.cast().wallets().size(); i += 3) {
          redeem(stage.cast().wallets().get(i), condition, late == 0);
        }
      }
    }
  }

  private void redeem(Wallet wallet, Condition condition, boolean all) throws IOException {
    var held = stage.book().shares(wallet, condition);
    boolean forNothing = condition.question().name().equals(REDEEMED_FOR_NOTHING)
        && held.stream().anyMatch(shares -> shares > 0);
    if (condition.value(held) == 0 && !forNothing) {
      return;
    }
    positions.redeem(wallet, condition.outcomes().stream()
        .filter(outcome -> all || condition.payouts().get(outcome.index()) > 0).toList());
  }

  private void odd(int day, int place, List<Condition> open) throws IOException {
    var two = open.stream().filter(condition -> condition.outcomeCount() == 2).toList();
    switch (place) {
      case GIVE -> oddities.gift(conditions, day % 2 == 0);
      case ODD_TRADE -> {
        var answered = two.stream().filter(Condition::resolved).toList();
        if (day % 2 == 0) {
          oddities.both(answered.getFirst(), answered.getLast(), day % 4 == 0);
        } else {
          oddities.treat(two.getFirst(), day % 4 == 1);
        }
      }
      case NO_TRADE -> {
        oddities.pay();
        oddities.inVain(day, two.getLast());
      }
      case STRANGER -> stranger(day);
      default -> {
      }
    }
  }

  private void stranger(int day) throws IOException {
    if (day == 1) {
      worthless.split();
    } else if (day == 2) {
      worthless.merge();
    } else if (day == 3) {
      worthless.give(stage.cast().wallets().getFirst());
    } else if (conditions.getFirst().question().isAnsweredOn(day)) {
      worthless.redeem();
    }
  }

  private List<Condition> with(Predicate<Question> what) {
    return conditions.stream().filter(condition -> what.test(condition.question())).toList();
  }
}
