package io.gapless.chains.xrpl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.Hash32;
import java.util.Optional;
import java.util.Set;

/// How a server is asked for ledgers and transactions: the best way that it understands.
///
/// @param apiVersion 2 or 1
/// @param binary whether they come in the binary form, which is short and needs no reading to be
///     proven
record Dialect(int apiVersion, boolean binary) {

  static final Dialect BEST = new Dialect(2, true);

  private static final String UNKNOWN_VERSION = "invalid_API_version";
  /// What servers say that do not take one of the parameters.
  private static final Set<String> UNKNOWN_PARAMETER =
      Set.of("invalidParams", "unknownOption", "notSupported", "notImpl");

  /// The next best way, after an error with this token; empty where another way would not help.
  Optional<Dialect> after(String token) {
    if (token.equals(UNKNOWN_VERSION) && apiVersion > 1) {
      return Optional.of(new Dialect(1, binary));
    }
    return UNKNOWN_PARAMETER.contains(token) && binary
        ? Optional.of(new Dialect(apiVersion, false))
        : Optional.empty();
  }

  /// [ledger](https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/ledger-methods/ledger)
  ObjectNode ledger(long index, boolean transactions) {
    return JsonNodeFactory.instance.objectNode()
        .put("command", "ledger")
        .put("transactions", transactions)
        .put("expand", transactions)
        .put("binary", binary)
        .put("owner_funds", false)
        .put("api_version", apiVersion)
        .put("ledger_index", index);
  }

  /// [tx](https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/transaction-methods/tx)
  ObjectNode transaction(Hash32 hash) {
    return JsonNodeFactory.instance.objectNode()
        .put("command", "tx")
        .put("transaction", hash.toUpperHex())
        .put("binary", binary)
        .put("api_version", apiVersion);
  }
}
