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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Reads receipts, of `eth_getBlockReceipts` and of `eth_getTransactionReceipt`. Refuses a receipt
/// that lacks something with an [IllegalArgumentException]; a zero may be left out, for a proof would
/// tell.
final class ReceiptReader {

  private final boolean withPlace;
  private final FeesReader fees = new FeesReader();
  private @Nullable Hash32 transactionHash;
  private OptionalLong transactionIndex = OptionalLong.empty();
  private Optional<Hash32> blockHash = Optional.empty();
  private OptionalLong blockNumber = OptionalLong.empty();
  private int type;
  private Optional<Hash32> root = Optional.empty();
  private OptionalLong status = OptionalLong.empty();
  private long cumulativeGasUsed;
  private Optional<LogsBloom> bloom = Optional.empty();
  private @Nullable List<EvmLog> logs;
  private OptionalLong depositNonce = OptionalLong.empty();
  private OptionalLong depositReceiptVersion = OptionalLong.empty();
  private Optional<BigInteger> baseFee = Optional.empty();
  private Optional<Address> contractAddress = Optional.empty();

  private ReceiptReader(boolean withPlace) {
    this.withPlace = withPlace;
  }

  /// Reads the array of a block's receipts whose first token is the current one.
  static List<EvmReceipt> readAll(JsonParser json) throws IOException {
    return readAll(json, false, ReceiptReader::receipt);
  }

  /// The same with the block that each of them names.
  static List<PlacedReceipt> readAllPlaced(JsonParser json) throws IOException {
    return readAll(json, true, ReceiptReader::placed);
  }

  private static <T> List<T> readAll(
      JsonParser json, boolean withPlace, BiFunction<ReceiptReader, OptionalLong, T> end)
      throws IOException {
    var receipts = new ArrayList<T>();
    long gas = 0;
    while (json.nextToken() == JsonToken.START_OBJECT) {
      ReceiptReader reader = read(json, withPlace);
      receipts.add(end.apply(reader, OptionalLong.of(gas)));
      gas = Math.max(gas, reader.cumulativeGasUsed);
    }
    RpcReader.require(json, json.currentToken() == JsonToken.END_ARRAY, "a list of receipts");
    return receipts;
  }

  /// A reader that has taken these members.
  static ReceiptReader of(Members members) {
    var reader = new ReceiptReader(true);
    members.texts().forEach(reader::text);
    reader.logs = members.logs();
    return reader;
  }

  /// Reads the list of logs whose first token is the current one.
  static List<EvmLog> logs(JsonParser json) throws IOException {
    RpcReader.require(json, json.currentToken() == JsonToken.START_ARRAY, "a list of logs");
    var logs = new ArrayList<EvmLog>();
    LogReader.logs(json, log -> logs.add(log.copy()));
    return logs;
  }

  private static ReceiptReader read(JsonParser json, boolean withPlace) throws IOException {
    var reader = new ReceiptReader(withPlace);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      if (name.equals("logs")) {
        reader.logs = logs(json);
      } else if (value.isScalarValue() && reader.wants(name)) {
        reader.text(name, RpcReader.quantityOrText(json));
      } else {
        json.skipChildren();
      }
    }
    return reader;
  }

  /// What nobody asks for is not made into a text: blocks are proven by the thousand.
  private boolean wants(String name) {
    return switch (name) {
      case "blockHash", "blockNumber" -> withPlace;
      case "from", "to" -> false;
      default -> true;
    };
  }

  private void text(String name, String value) {
    switch (name) {
      case "transactionHash" -> transactionHash = Hash32.of(value);
      case "transactionIndex" -> transactionIndex = quantity(value);
      case "blockHash" -> blockHash = Optional.of(Hash32.of(value));
      case "blockNumber" -> blockNumber = quantity(value);
      case "type" -> type = Math.toIntExact(Hex.quantity(value));
      case "root" -> root = root(value);
      case "status" -> status = quantity(value);
      case "cumulativeGasUsed" -> cumulativeGasUsed = Hex.quantity(value);
      case "logsBloom" -> bloom = Optional.of(LogsBloom.of(value));
      case "depositNonce" -> depositNonce = quantity(value);
      case "depositReceiptVersion" -> depositReceiptVersion = quantity(value);
      case "baseFee" -> baseFee = Optional.of(new BigInteger(1, Hex.number(value)));
      case "contractAddress" -> contractAddress = TransactionReader.address(value);
      default -> fees.text(name, value);
    }
  }

  /// The receipt, once all its members were read.
  ///
  /// @param gasBefore gas used in the block before it; empty where it is not known
  private EvmReceipt receipt(OptionalLong gasBefore) {
    if (transactionHash == null || transactionIndex.isEmpty()) {
      throw new IllegalArgumentException("a receipt has no transaction");
    }
    if (logs == null) {
      throw new IllegalArgumentException("a receipt has no logs list");
    }
    if (root.isEmpty() && status.isEmpty()) {
      throw new IllegalArgumentException("a receipt has neither status nor root");
    }
    int index = Math.toIntExact(transactionIndex.getAsLong());
    return new EvmReceipt(transactionHash, index, type, root, status, cumulativeGasUsed, bloom,
        logs, depositNonce, depositReceiptVersion, baseFee, contractAddress,
        fees.fees(cumulativeGasUsed, index == 0 ? OptionalLong.of(0) : gasBefore));
  }

  /// The receipt with the block that it names.
  PlacedReceipt placed(OptionalLong gasBefore) {
    return new PlacedReceipt(receipt(gasBefore), blockHash, blockNumber);
  }

  /// Some nodes write an empty root where there is none.
  private static Optional<Hash32> root(String text) {
    return text.length() <= 2 ? Optional.empty() : Optional.of(Hash32.of(text));
  }

  private static OptionalLong quantity(String text) {
    return OptionalLong.of(Hex.quantity(text));
  }
}
