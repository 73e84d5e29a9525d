package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a transaction, a receipt or a block, whichever it is.
///
/// @param texts members that are one text, and integers as the quantities that they are
/// @param logs the list of logs, null where there is none
/// @param transactions how many transactions are listed
record Members(Map<String, String> texts, @Nullable List<EvmLog> logs, int transactions) {

  /// Reads the object whose first token is the current one.
  static Members read(JsonParser json) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    List<EvmLog> logs = null;
    int transactions = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      switch (json.nextToken()) {
        case VALUE_STRING, VALUE_NUMBER_INT -> texts.put(name, RpcReader.quantityOrText(json));
        case START_ARRAY -> {
          switch (name) {
            case "logs" -> logs = ReceiptReader.logs(json);
            case "transactions" -> transactions = HeaderReader.count(json);
            default -> json.skipChildren();
          }
        }
        case null, default -> json.skipChildren();
      }
    }
    return new Members(texts, logs, transactions);
  }

  boolean areOfBlock() {
    return texts.containsKey("parentHash");
  }

  boolean areOfReceipt() {
    return logs != null || texts.containsKey("cumulativeGasUsed");
  }
}
