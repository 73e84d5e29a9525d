package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.anvil.Account;

/// Somebody of the story.
public record Wallet(String name, Account account) {

  /// Where it is, in lower case.
  public String address() {
    return account.address();
  }

  @Override
  public String toString() {
    return name;
  }
}
