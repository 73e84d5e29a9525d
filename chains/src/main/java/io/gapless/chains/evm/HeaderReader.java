package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads blocks of `eth_getBlockByNumber` into headers; transactions are only counted, unless
/// somebody else reads them.
final class HeaderReader {

  private HeaderReader() {}

  /// Reads the object whose first token is the current one. Refuses a block that lacks something
  /// with an [IllegalArgumentException].
  static EvmHeader read(JsonParser json) throws IOException {
    return read(json, HeaderReader::count);
  }

  /// Reads the list of transactions, whose first token is the current one, and tells how many they
  /// are.
  @FunctionalInterface
  interface TransactionsReader {
    int read(JsonParser json) throws IOException;
  }

  /// The same with another way to read transactions.
  static EvmHeader read(JsonParser json, TransactionsReader reader) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    int transactions = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        fields.put(name, json.getText());
      } else if (name.equals("transactions") && value == JsonToken.START_ARRAY) {
        transactions = reader.read(json);
      } else {
        json.skipChildren();
      }
    }
    return EvmHeader.of(fields, transactions);
  }

  /// Reads the list of transactions whose first token is the current one.
  static int count(JsonParser json) throws IOException {
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      RpcReader.require(json, json.currentToken() != null, "a list of transactions");
      json.skipChildren();
      count++;
    }
    return count;
  }
}
