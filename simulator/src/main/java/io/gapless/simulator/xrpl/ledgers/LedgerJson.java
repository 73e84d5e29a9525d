package io.gapless.simulator.xrpl.ledgers;

import static io.gapless.simulator.xrpl.ledgers.LedgerForm.VERSION_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.encoding.JsonForm;
import io.gapless.simulator.xrpl.encoding.LedgerHeader;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Payment;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/// Writes ledgers as the `result` of a `ledger` answer.
/// [LedgerToJson.cpp](https://github.com/XRPLF/rippled/blob/develop/src/xrpld/app/ledger/detail/LedgerToJson.cpp).
public final class LedgerJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final DateTimeFormatter HUMAN = DateTimeFormatter
      .ofPattern("yyyy-MMM-dd HH:mm:ss.SSSSSSSSS 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private LedgerJson() {}

  /// The `result` for a ledger in a form.
  public static ObjectNode result(SimulatedLedger ledger, LedgerForm form) {
    ObjectNode header = form.binary()
        ? JSON.objectNode().put("closed", true).put("ledger_data", hex(ledger.header().bytes()))
        : header(ledger, form.apiVersion());
    if (form.transactions()) {
      ArrayNode transactions = header.putArray("transactions");
      ledger.transactions()
          .forEach(each -> transactions.add(transaction(each, ledger, form)));
    }
    ObjectNode result = JSON.objectNode();
    result.set("ledger", header);
    return result.put("ledger_hash", hex(ledger.hash()))
        .put("ledger_index", ledger.header().index()).put("validated", true);
  }

  private static ObjectNode header(SimulatedLedger ledger, int apiVersion) {
    LedgerHeader header = ledger.header();
    ObjectNode json = JSON.objectNode().put("account_hash", hex(header.accountHash()))
        .put("close_flags", header.closeFlags()).put("close_time", header.closeTime())
        .put("close_time_human", HUMAN.format(header.closedAt()))
        .put("close_time_iso", header.closedAt().toString())
        .put("close_time_resolution", header.closeResolution()).put("closed", true)
        .put("ledger_hash", hex(ledger.hash()));
    if (header.closeFlags() != 0) {
      json.put("close_time_estimated", true);
    }
    if (apiVersion == VERSION_1) {
      json.put("ledger_index", String.valueOf(header.index()));
    } else {
      json.put("ledger_index", header.index());
    }
    return json.put("parent_close_time", header.parentCloseTime())
        .put("parent_hash", hex(header.parentHash()))
        .put("total_coins", String.valueOf(header.totalDrops()))
        .put("transaction_hash", hex(header.transactionHash()));
  }

  private static JsonNode transaction(SimulatedTransaction transaction, SimulatedLedger ledger,
      LedgerForm form) {
    String id = hex(transaction.bytes().id());
    if (!form.expand()) {
      return JSON.textNode(id);
    }
    boolean first = form.apiVersion() == VERSION_1;
    if (form.binary()) {
      ObjectNode json = JSON.objectNode().put("tx_blob", hex(transaction.bytes().blob()))
          .put(first ? "meta" : "meta_blob", hex(transaction.bytes().meta()));
      return first ? json : json.put("hash", id);
    }
    ObjectNode fields = fields(transaction, form.apiVersion());
    ObjectNode meta = meta(transaction, ledger.header());
    if (first) {
      fields.put("hash", id).set("metaData", meta);
      return fields;
    }
    ObjectNode json = JSON.objectNode().put("hash", id).put("ledger_hash", hex(ledger.hash()))
        .put("ledger_index", ledger.header().index())
        .put("close_time_iso", ledger.header().closedAt().toString()).put("validated", true);
    json.set("tx_json", fields);
    json.set("meta", meta);
    return json;
  }

  /// A transaction's fields; version 2 of the API has another name for a payment's amount, version 1
  /// has both.
  static ObjectNode fields(SimulatedTransaction transaction, int apiVersion) {
    ObjectNode fields = JsonForm.of(transaction.transaction());
    JsonNode amount = fields.path("Amount");
    if (!amount.isMissingNode()) {
      fields.set("DeliverMax", amount);
    }
    if (apiVersion != VERSION_1) {
      fields.remove("Amount");
    }
    return fields;
  }

  /// What a transaction did, with what servers add to it.
  static ObjectNode meta(SimulatedTransaction transaction, LedgerHeader header) {
    ObjectNode meta = JsonForm.of(transaction.metadata());
    if (transaction.plan() instanceof Payment payment) {
      switch (Delivery.of(payment, header)) {
        case Delivery.Known(var amount) -> meta.set("delivered_amount", JsonForm.of(amount));
        case Delivery.Unavailable() -> meta.put("delivered_amount", "unavailable");
        case Delivery.Nothing() -> {
          // A failed payment delivered nothing, and its metadata is silent.
        }
      }
    }
    return meta;
  }

  private static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }
}
