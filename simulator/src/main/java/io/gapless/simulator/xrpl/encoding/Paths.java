package io.gapless.simulator.xrpl.encoding;

import java.util.List;
import java.util.Optional;

/// The ways that a payment may take through other accounts and currencies.
///
/// @param paths one or more
public record Paths(List<List<Step>> paths) {
  public Paths { paths = List.copyOf(paths.stream().map(List::copyOf).toList()); }

  /// One stop on the way: an account, or a currency with its issuer.
  ///
  /// @param account to go through
  /// @param currency to change into
  /// @param issuer of that
  public record Step(Optional<AccountId> account, Optional<Currency> currency,
      Optional<AccountId> issuer) {
    private static final int ACCOUNT = 0x01;
    private static final int CURRENCY = 0x10;
    private static final int ISSUER = 0x20;

    /// Through an account.
    public static Step through(AccountId account) {
      return new Step(Optional.of(account), Optional.empty(), Optional.empty());
    }

    /// Into a currency.
    public static Step into(Currency currency, AccountId issuer) {
      return new Step(Optional.empty(), Optional.of(currency), Optional.of(issuer));
    }

    /// Which of the three there are, as the bits of a byte.
    int type() {
      return (account.isPresent() ? ACCOUNT : 0) | (currency.isPresent() ? CURRENCY : 0)
          | (issuer.isPresent() ? ISSUER : 0);
    }
  }
}
