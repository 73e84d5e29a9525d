package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.seeds.SeededRandom;
import io.gapless.simulator.xrpl.encoding.AccountId;
import io.gapless.simulator.xrpl.encoding.Currency;
import java.util.ArrayList;
import java.util.List;

/// The accounts of a network, and what its issuers issue.
final class Population {
  private static final long PURPOSE = 11;
  private static final List<String> LETTERS =
      List.of("USD", "EUR", "CNY", "BTC", "JPY", "usd", "A$1", "999");

  private final List<AccountId> accounts;
  private final List<AccountId> issuers;
  private final List<Currency> currencies = new ArrayList<>();

  Population(XrplLedgerOptions options) {
    var random = new SeededRandom().reset(options.seed(), PURPOSE, 0);
    accounts = accounts(random, options.traffic().accounts());
    issuers = accounts(random, options.traffic().issuers());
    LETTERS.forEach(letters -> currencies.add(Currency.ofLetters(letters)));
    for (int i = 0; i < LETTERS.size(); i++) {
      byte[] bytes = random.nextBytes(20);
      bytes[0] = (byte) (i % 2 == 0 ? 0x02 : 'S');
      currencies.add(Currency.ofBytes(bytes));
    }
  }

  /// An account; a few of many do most of the trade.
  AccountId account(SeededRandom random) {
    return popular(random, accounts);
  }

  /// An account that is not this one.
  AccountId otherThan(AccountId account, SeededRandom random) {
    AccountId other = account(random);
    return other.equals(account)
        ? accounts.get((accounts.indexOf(account) + 1) % accounts.size())
        : other;
  }

  /// An account that nobody had heard of.
  AccountId stranger(SeededRandom random) {
    return new AccountId(random.nextBytes(AccountId.LENGTH));
  }

  AccountId issuer(SeededRandom random) {
    return popular(random, issuers);
  }

  Currency currency(SeededRandom random) {
    return popular(random, currencies);
  }

  private static <T> T popular(SeededRandom random, List<T> all) {
    double draw = random.nextDouble();
    return all.get((int) (draw * draw * draw * all.size()));
  }

  private static List<AccountId> accounts(SeededRandom random, int count) {
    List<AccountId> accounts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      accounts.add(new AccountId(random.nextBytes(AccountId.LENGTH)));
    }
    return accounts;
  }
}
