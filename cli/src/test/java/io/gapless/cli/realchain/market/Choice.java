package io.gapless.cli.realchain.market;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/// Who does what for how much: by chance, and the same each time.
final class Choice {

  /// The smallest part of a share that is traded, so that any payouts divide it.
  private static final long STEP = MarketStory.ONE / 100;
  private static final int LEAST_CENTS = 10;
  private static final int MOST_CENTS = 90;
  private static final int MOVE_CENTS = 3;

  private final Random random = new Random(20_240_227);
  private final Map<Condition, Integer> cents = new HashMap<>();
  private final Book book;
  private final List<Wallet> wallets;

  Choice(Stage stage) {
    this.book = stage.book();
    this.wallets = stage.cast().wallets();
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /// True as often as this, in a hundred.
  boolean happens(int percent) {
    return random.nextInt(100) < percent;
  }

  int percent() {
    return random.nextInt(100);
  }

  /// Any wallet but some.
  Wallet other(Wallet... than) {
    return any(wallets.stream().filter(wallet -> !Arrays.asList(than).contains(wallet)).toList());
  }

  /// Somebody, but for some, who holds at least so many shares.
  Optional<Wallet> holder(Outcome outcome, long shares, Wallet... butFor) {
    return anybody(wallet -> !Arrays.asList(butFor).contains(wallet)
        && book.shares(wallet, outcome) >= shares);
  }

  /// Somebody of whom something is true.
  Optional<Wallet> anybody(Predicate<Wallet> what) {
    var those = wallets.stream().filter(what).toList();
    return those.isEmpty() ? Optional.empty() : Optional.of(any(those));
  }

  /// A number of shares, up to what there is.
  long shares(long least, long most, long available) {
    return floor(Math.min(random.nextLong(least, most), available));
  }

  /// What shares cost now; of two outcomes, both cost a dollar together.
  long cash(Outcome outcome, long shares) {
    return shares / 100 * price(outcome);
  }

  private int price(Outcome outcome) {
    int count = outcome.condition().outcomeCount();
    int first = cents.getOrDefault(outcome.condition(), 100 / count);
    return outcome.index() == 0 ? first : (100 - first) / (count - 1);
  }

  /// Moves the prices of a condition a little.
  void move(Condition condition) {
    int moved = cents.getOrDefault(condition, 100 / condition.outcomeCount())
        + random.nextInt(-MOVE_CENTS, MOVE_CENTS + 1);
    cents.put(condition, Math.clamp(moved, LEAST_CENTS, MOST_CENTS));
  }

  /// Takes a fee from an order, from some.
  Order charged(Order order) {
    return happens(MarketStory.CHARGED_PERCENT)
        ? order.withFee(
            floor((order.buys() ? order.shares() : order.cash()) * MarketStory.FEE_PERCENT / 100))
        : order;
  }

  private static long floor(long amount) {
    return amount - amount % STEP;
  }
}
