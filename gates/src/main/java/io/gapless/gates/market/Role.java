package io.gapless.gates.market;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What an address of a market is there for; such addresses are no wallets.
public enum Role {
  /// The Conditional Tokens contract.
  CTF,
  /// The ERC-20 that wallets pay with.
  COLLATERAL,
  /// Settles orders.
  EXCHANGE,
  /// Makes conditions of markets with several questions.
  ADAPTER,
  /// Asks an adapter.
  OPERATOR,
  /// The collateral as an adapter wraps it.
  WCOL,
  /// Keeps what an adapter earns.
  VAULT,
  /// Gets fees.
  FEE,
  /// A pool that trades with wallets.
  AMM,
  /// Where tokens are sent that nobody is to have again.
  BURN;

  /// In lower case, as deployments and tables have it.
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads [#text].
  ///
  /// @throws IllegalArgumentException for anything else; the message lists what there is
  @JsonCreator
  static Role of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no role; there are "
            + Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "))));
  }
}
