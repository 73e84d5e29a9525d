package io.gapless.chains.xrpl.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// A transaction and what it did, as a server shows it.
/// [Transaction formats](https://xrpl.org/docs/references/protocol/transactions)
///
/// @param transaction its fields, a payment's amount under the name of the binary form; not to be
///     changed
/// @param metadata likewise
public record JsonForm(JsonNode transaction, JsonNode metadata) {

  /// Reads a member of `transactions`: of API v1, flat with `metaData`, or of v2, with `tx_json`.
  /// Refuses what has no fields with an [IllegalArgumentException].
  public static JsonForm of(JsonNode member) {
    JsonNode metaData = member.path("metaData");
    return new JsonForm(
        withAmount(
            fields("the transaction", member.has("tx_json") ? member.path("tx_json") : member)),
        fields("its metadata", metaData.isObject() ? metaData : member.path("meta")));
  }

  /// The signed transaction in binary form; refuses what has none with a [NotBinaryException].
  public byte[] blob() {
    return ObjectWriter.write(transaction);
  }

  /// What it did in binary form; refuses what has none with a [NotBinaryException].
  public byte[] meta() {
    return ObjectWriter.write(metadata);
  }

  /// The transaction with some of its fields only, in binary form: what else there is may have none.
  /// Refuses those that have none with a [NotBinaryException].
  public byte[] blob(Set<String> names) {
    return ObjectWriter.write(transaction, names);
  }

  /// What it did with some of the fields only, likewise.
  public byte[] meta(Set<String> names) {
    return ObjectWriter.write(metadata, names);
  }

  private static ObjectNode fields(String what, JsonNode form) {
    if (form instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("neither tx_blob nor " + what + " as an object");
  }

  /// API v2 calls a payment's amount `DeliverMax`, v1 has it under both names.
  private static ObjectNode withAmount(ObjectNode fields) {
    JsonNode deliverMax = fields.path("DeliverMax");
    if (deliverMax.isMissingNode()) {
      return fields;
    }
    ObjectNode renamed = JsonNodeFactory.instance.objectNode();
    renamed.setAll(fields);
    renamed.remove("DeliverMax");
    renamed.putIfAbsent("Amount", deliverMax);
    return renamed;
  }
}
