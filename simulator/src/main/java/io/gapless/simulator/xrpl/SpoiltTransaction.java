package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Changes a transaction of an answer, in whichever form it is.
final class SpoiltTransaction {
  private static final List<String> BLOB_NAMES = List.of("tx_blob", "tx");
  private static final List<String> META_NAMES = List.of("meta", "meta_blob", "metaData");

  private SpoiltTransaction() {}

  /// Changes a byte of what was signed.
  static void alter(ObjectNode transaction) {
    for (String name : BLOB_NAMES) {
      if (transaction.path(name).isTextual()) {
        alterHex(transaction, name);
        return;
      }
    }
    ObjectNode fields =
        transaction.get("tx_json") instanceof ObjectNode inner ? inner : transaction;
    fields.put("Fee", String.valueOf(fields.path("Fee").asLong() ^ 1));
  }

  /// Changes a byte of what it did; false where the answer does not say.
  static boolean alterMetadata(ObjectNode transaction) {
    for (String name : META_NAMES) {
      if (transaction.get(name) instanceof ObjectNode meta) {
        meta.put("TransactionIndex", meta.path("TransactionIndex").asLong() ^ 1);
        return true;
      }
      if (transaction.path(name).isTextual()) {
        alterHex(transaction, name);
        return true;
      }
    }
    return false;
  }

  /// Changes a digit in the middle, where signatures and hashes are.
  private static void alterHex(ObjectNode object, String name) {
    var hex = new StringBuilder(object.path(name).asText());
    int at = hex.length() / 2;
    hex.setCharAt(at, hex.charAt(at) == '0' ? '1' : '0');
    object.put(name, hex.toString());
  }
}
