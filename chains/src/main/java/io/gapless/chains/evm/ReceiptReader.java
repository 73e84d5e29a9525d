package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapless.chains.Hash32;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads receipts of `eth_getBlockReceipts`.
final class ReceiptReader {

  private @Nullable Hash32 transactionHash;
  private OptionalLong transactionIndex = OptionalLong.empty();
  private int type;
  private Optional<Hash32> root = Optional.empty();
  private OptionalLong status = OptionalLong.empty();
  private long cumulativeGasUsed;
  private Optional<LogsBloom> bloom = Optional.empty();
  private @Nullable List<EvmLog> logs;
  private OptionalLong depositNonce = OptionalLong.empty();
  private OptionalLong depositReceiptVersion = OptionalLong.empty();
  private Optional<BigInteger> baseFee = Optional.empty();

  private ReceiptReader() {}

  /// Reads the array whose first token is the current one.
  static List<EvmReceipt> readAll(JsonParser json) throws IOException {
    var receipts = new ArrayList<EvmReceipt>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      receipts.add(read(json));
    }
    RpcReader.require(json, json.currentToken() == JsonToken.END_ARRAY, "a list of receipts");
    return receipts;
  }

  /// Reads the object whose first token is the current one. Refuses a receipt that lacks something
  /// with an [IllegalArgumentException]; a zero may be left out, for a proof would tell.
  static EvmReceipt read(JsonParser json) throws IOException {
    var reader = new ReceiptReader();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        reader.member(json, name);
      }
    }
    return reader.receipt();
  }

  private void member(JsonParser json, String name) throws IOException {
    switch (name) {
      case "transactionHash" -> transactionHash = Hash32.of(json.getText());
      case "transactionIndex" -> transactionIndex = OptionalLong.of(quantity(json));
      case "type" -> type = Math.toIntExact(quantity(json));
      case "root" -> root = root(json.getText());
      case "status" -> status = OptionalLong.of(quantity(json));
      case "cumulativeGasUsed" -> cumulativeGasUsed = quantity(json);
      case "logsBloom" -> bloom = Optional.of(LogsBloom.of(json.getText()));
      case "logs" -> logs = logs(json);
      case "depositNonce" -> depositNonce = OptionalLong.of(quantity(json));
      case "depositReceiptVersion" -> depositReceiptVersion = OptionalLong.of(quantity(json));
      case "baseFee" -> baseFee = Optional.of(new BigInteger(1, Hex.number(json.getText())));
      default -> json.skipChildren();
    }
  }

  private EvmReceipt receipt() {
    if (transactionHash == null || transactionIndex.isEmpty()) {
      throw new IllegalArgumentException("a receipt has no transaction");
    }
    if (logs == null) {
      throw new IllegalArgumentException("a receipt has no logs list");
    }
    if (root.isEmpty() && status.isEmpty()) {
      throw new IllegalArgumentException("a receipt has neither status nor root");
    }
    return new EvmReceipt(transactionHash, Math.toIntExact(transactionIndex.getAsLong()), type,
        root, status, cumulativeGasUsed, bloom, logs, depositNonce,
        depositReceiptVersion, baseFee);
  }

  private static List<EvmLog> logs(JsonParser json) throws IOException {
    RpcReader.require(json, json.currentToken() == JsonToken.START_ARRAY, "a list of logs");
    var logs = new ArrayList<EvmLog>();
    JacksonLogParser.logs(json, log -> logs.add(log.copy()));
    return logs;
  }

  /// Some nodes write an empty root where there is none.
  private static Optional<Hash32> root(String text) {
    return text.length() <= 2 ? Optional.empty() : Optional.of(Hash32.of(text));
  }

  private static long quantity(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? json.getLongValue()
        : Hex.quantity(json.getText());
  }
}
