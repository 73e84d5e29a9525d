package io.gapless.chains.xrpl.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads a ledger's header from its binary form or from its fields.
final class HeaderReader {

  private HeaderReader() {}

  /// From the result of a `ledger` answer.
  static LedgerHeader read(JsonNode result) {
    JsonNode ledger = result.path("ledger");
    if (!ledger.isObject()) {
      throw new UnreadableLedgerException("the answer holds no ledger");
    }
    JsonNode binary = ledger.path("ledger_data");
    LedgerHeader header = binary.isTextual() ? binary(binary.textValue()) : fields(ledger);
    requireIndex(header, result);
    requireIndex(header, ledger);
    return header;
  }

  /// A hash that the object may name.
  static Optional<Hash32> hash(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? Optional.of(hash(name, value.textValue())) : Optional.empty();
  }

  private static LedgerHeader binary(String hex) {
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw new UnreadableLedgerException("ledger_data is not hex");
    }
    return LedgerHeader.of(bytes, 0);
  }

  private static LedgerHeader fields(JsonNode ledger) {
    return new LedgerHeader(
        number(ledger, "ledger_index"),
        number(ledger,
            !ledger.has("total_coins") && ledger.has("totalCoins") ? "totalCoins" : "total_coins"),
        required(ledger, "parent_hash"),
        required(ledger, "transaction_hash"),
        required(ledger, "account_hash"),
        ledger.has("parent_close_time")
            ? OptionalLong.of(number(ledger, "parent_close_time"))
            : OptionalLong.empty(),
        number(ledger, "close_time"),
        small(ledger, "close_time_resolution"),
        ledger.has("close_flags")
            ? OptionalInt.of(small(ledger, "close_flags"))
            : OptionalInt.empty());
  }

  private static void requireIndex(LedgerHeader header, JsonNode object) {
    if (object.has("ledger_index") && number(object, "ledger_index") != header.index()) {
      throw new UnreadableLedgerException("the header of " + header + " came as that of ledger "
          + object.get("ledger_index").asText());
    }
  }

  /// A number, which API v1 may write as text.
  private static long number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.canConvertToLong() && value.isIntegralNumber()) {
      return value.longValue();
    }
    if (!value.isTextual()) {
      throw new UnreadableLedgerException("the header has no " + name);
    }
    try {
      return Long.parseLong(value.textValue());
    } catch (NumberFormatException e) {
      throw new UnreadableLedgerException(name + " is not a number: " + value.textValue());
    }
  }

  private static int small(JsonNode object, String name) {
    long value = number(object, name);
    if (value < 0 || value > 255) {
      throw new UnreadableLedgerException(name + " is not a byte: " + value);
    }
    return (int) value;
  }

  private static Hash32 required(JsonNode ledger, String name) {
    return hash(ledger, name).orElseThrow(
        () -> new UnreadableLedgerException("the header has no " + name));
  }

  private static Hash32 hash(String name, String value) {
    try {
      return Hash32.of(value);
    } catch (IllegalArgumentException e) {
      throw new UnreadableLedgerException(name + " is no hash: " + value);
    }
  }
}
