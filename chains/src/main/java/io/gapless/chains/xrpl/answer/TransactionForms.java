package io.gapless.chains.xrpl.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.json.JsonForm;
import io.gapless.chains.xrpl.json.NotBinaryException;
import java.util.HexFormat;
import java.util.Optional;

/// Reads a transaction with its metadata from an object of an answer, in any of the shapes that
/// servers give: API v1 and v2, binary and JSON forms.
final class TransactionForms {

  private TransactionForms() {}

  /// From a member of a ledger's `transactions`, or the result of `tx`. Refuses what holds none with an
  /// [IllegalArgumentException].
  static XrplTransaction read(JsonNode object) {
    if (!object.isObject()) {
      throw new UnreadableLedgerException("not expanded, or null");
    }
    Optional<Hash32> id = HeaderReader.hash(object, "hash");
    // tx of API v1 has it under another name
    JsonNode blob = object.path("tx_blob").isTextual() ? object.path("tx_blob") : object.path("tx");
    if (!blob.isTextual()) {
      return reserialised(JsonForm.of(object), id);
    }
    JsonNode meta = object.path("meta_blob");
    return XrplTransaction.of(
        bytes("tx_blob", blob), bytes("meta", meta.isTextual() ? meta : object.path("meta")), id);
  }

  private static XrplTransaction reserialised(JsonForm form, Optional<Hash32> id) {
    try {
      return XrplTransaction.reserialised(form.blob(), form.meta(), id);
    } catch (NotBinaryException e) {
      return XrplTransaction.inJson(form, id, String.valueOf(e.getMessage()));
    }
  }

  private static byte[] bytes(String name, JsonNode node) {
    if (!node.isTextual()) {
      throw new UnreadableLedgerException("no " + name);
    }
    try {
      return HexFormat.of().parseHex(node.textValue());
    } catch (IllegalArgumentException e) {
      throw new UnreadableLedgerException(name + " is not hex");
    }
  }
}
