package io.gapless.simulator.xrpl.rpc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a server says instead of an answer.
/// [ErrorCodes.cpp](https://github.com/XRPLF/rippled/blob/develop/src/libxrpl/protocol/ErrorCodes.cpp).
public enum XrplError {
  /// A ledger that it does not have.
  LEDGER_NOT_FOUND("lgrNotFound", 21, "ledgerNotFound"),
  /// A transaction that it does not have.
  TRANSACTION_NOT_FOUND("txnNotFound", 29, "Transaction not found."),
  /// A range of ledgers that ends before it starts.
  INVALID_LEDGER_RANGE("invalidLgrRange", 79, "Ledger range is invalid."),
  /// More ledgers than it searches.
  EXCESSIVE_LEDGER_RANGE("excessiveLgrRange", 78, "Ledger range exceeds 1000."),
  /// Parameters that make no sense.
  INVALID_PARAMS("invalidParams", 31, "Invalid parameters."),
  /// For administrators alone.
  NO_PERMISSION("noPermission", 6, "You don't have permission for this command."),
  /// Too many at the moment.
  TOO_BUSY("tooBusy", 9, "The server is too busy to help you now."),
  /// Too many of this client.
  SLOW_DOWN("slowDown", 10, "You are placing too much load on the server."),
  /// Has not caught up with the network.
  NO_NETWORK("noNetwork", 17, "Not synced to the network."),
  /// Has not caught up with the network.
  NOT_SYNCED("notSynced", 18, "Not synced to the network."),
  /// Too old for the network.
  AMENDMENT_BLOCKED("amendmentBlocked", 14, "Amendment blocked, need upgrade."),
  /// No such command.
  UNKNOWN_COMMAND("unknownCmd", 32, "Unknown method."),
  /// A fault of its own.
  INTERNAL("internal", 73, "Internal error."),
  /// What rippled says of a hash that is none.
  NOT_IMPLEMENTED("notImpl", 74, "Not implemented."),
  /// What this kind of server cannot do.
  NOT_SUPPORTED("notSupported", 75, "Operation not supported."),
  /// Its database holds rubbish.
  DATABASE("dbDeserialization", 77, "Database deserialization error."),
  /// A version of the API that it does not know.
  INVALID_API_VERSION("invalid_API_version", 0, ""),
  /// A request without a command.
  MISSING_COMMAND("missingCommand", 0, "Missing command entry."),
  /// No JSON.
  JSON_INVALID("jsonInvalid", 0, "");

  private final String token;
  private final int code;
  private final String message;

  XrplError(String token, int code, String message) {
    this.token = token;
    this.code = code;
    this.message = message;
  }

  /// The error of this token.
  ///
  /// @throws IllegalArgumentException if there is none
  public static XrplError of(String token) {
    Optional<XrplError> found =
        Arrays.stream(values()).filter(error -> error.token.equals(token)).findFirst();
    List<String> tokens = Arrays.stream(values()).map(XrplError::token).toList();
    return found.orElseThrow(
        () -> new IllegalArgumentException("error is none of " + tokens + ": " + token));
  }

  /// The name that clients go by, e.g. `slowDown`.
  public String token() {
    return token;
  }

  /// The number, 0 where it has none.
  public int code() {
    return code;
  }

  /// The usual sentence, empty where it has none.
  public String message() {
    return message;
  }
}
