package io.gapless.simulator.xrpl.ledgers;

import static io.gapless.simulator.xrpl.ledgers.LedgerForm.VERSION_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.encoding.LedgerHeader;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes a transaction as the `result` of a `tx` answer.
/// [Tx.cpp](https://github.com/XRPLF/rippled/blob/develop/src/xrpld/rpc/handlers/Tx.cpp).
///
/// @param id 64 upper-case hex digits
/// @param ledgerIndex index of its ledger
/// @param ledgerHash hash of its ledger, likewise; empty where it is not known
/// @param closeTime when its ledger closed, in seconds since 2000; empty where it is not known
public record TransactionAnswer(String id, long ledgerIndex, Optional<String> ledgerHash,
    OptionalLong closeTime) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /// The `result` for a transaction of a ledger, which must hold it.
  public static ObjectNode result(SimulatedLedger ledger, byte[] id, LedgerForm form) {
    SimulatedTransaction transaction = ledger.find(id).orElseThrow();
    LedgerHeader header = ledger.header();
    var answer = new TransactionAnswer(HEX.formatHex(id), header.index(),
        Optional.of(HEX.formatHex(ledger.hash())), OptionalLong.of(header.closeTime()));
    return form.binary()
        ? answer.binary(HEX.formatHex(transaction.bytes().blob()),
            HEX.formatHex(transaction.bytes().meta()), form.apiVersion())
        : answer.shown(LedgerJson.fields(transaction, form.apiVersion()),
            LedgerJson.meta(transaction, header), form.apiVersion());
  }

  /// The `result` with both in hex.
  public ObjectNode binary(String blob, String meta, int apiVersion) {
    return apiVersion == VERSION_1
        ? dated(JSON.objectNode().put("tx", blob)).put("meta", meta).put("hash", id)
            .put("inLedger", ledgerIndex).put("validated", true)
        : placed(JSON.objectNode().put("tx_blob", blob).put("meta_blob", meta));
  }

  /// The `result` with both in JSON.
  ///
  /// @param fields as the version of the API has them, taken over
  public ObjectNode shown(ObjectNode fields, JsonNode meta, int apiVersion) {
    dated(fields);
    if (apiVersion == VERSION_1) {
      fields.set("meta", meta);
      return fields.put("hash", id).put("inLedger", ledgerIndex).put("validated", true);
    }
    ObjectNode json = JSON.objectNode();
    json.set("tx_json", fields);
    json.set("meta", meta);
    return placed(json);
  }

  private ObjectNode dated(ObjectNode json) {
    closeTime.ifPresent(time -> json.put("date", time));
    return json.put("ledger_index", ledgerIndex);
  }

  /// With what version 2 says beside the transaction.
  private ObjectNode placed(ObjectNode json) {
    ledgerHash.ifPresent(hash -> json.put("ledger_hash", hash));
    closeTime.ifPresent(time -> json.put("close_time_iso",
        Instant.ofEpochSecond(LedgerHeader.EPOCH + time).toString()));
    return json.put("hash", id).put("ledger_index", ledgerIndex).put("validated", true);
  }
}
