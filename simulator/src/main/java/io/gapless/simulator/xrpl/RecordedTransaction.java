package io.gapless.simulator.xrpl;

import static io.gapless.simulator.xrpl.ledgers.LedgerForm.VERSION_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.encoding.Sha512Half;
import io.gapless.simulator.xrpl.encoding.Sha512Half.Prefix;
import io.gapless.simulator.xrpl.ledgers.TransactionAnswer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A transaction as it stands in a recorded ledger.
///
/// @param json of either version, in binary or in JSON form
record RecordedTransaction(JsonNode json) {
  private static final List<String> ADDED = List.of("hash", "ledger_index", "metaData", "meta");

  /// Those of a ledger that was recorded with them.
  static Stream<RecordedTransaction> all(JsonNode result) {
    return StreamSupport
        .stream(result.path("ledger").path("transactions").spliterator(), false)
        .filter(JsonNode::isObject).map(RecordedTransaction::new);
  }

  /// The id, which the binary form of version 1 does not name.
  String id() {
    if (json.has("hash")) {
      return json.path("hash").asText();
    }
    HexFormat hex = HexFormat.of().withUpperCase();
    byte[] blob = hex.parseHex(json.path("tx_blob").asText());
    return hex.formatHex(new Sha512Half().hash(Prefix.TRANSACTION, blob));
  }

  /// What `tx` says of it, in the form in which it was recorded.
  ObjectNode answer(TransactionAnswer answer, int apiVersion) {
    if (json.has("tx_blob")) {
      JsonNode meta = json.has("meta_blob") ? json.path("meta_blob") : json.path("meta");
      return answer.binary(json.path("tx_blob").asText(), meta.asText(), apiVersion);
    }
    JsonNode meta = json.has("metaData") ? json.path("metaData") : json.path("meta");
    return answer.shown(fields(apiVersion), meta.deepCopy(), apiVersion);
  }

  private ObjectNode fields(int apiVersion) {
    ObjectNode fields = (json.has("tx_json") ? json.path("tx_json") : json).deepCopy();
    fields.remove(ADDED);
    if (fields.path("TransactionType").asText().equals("Payment")) {
      JsonNode amount = fields.path(fields.has("Amount") ? "Amount" : "DeliverMax");
      fields.remove("Amount");
      if (apiVersion == VERSION_1) {
        fields.set("Amount", amount);
      }
      fields.set("DeliverMax", amount);
    }
    return fields;
  }
}
