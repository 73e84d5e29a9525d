package io.gapless.chains.xrpl.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplLedger;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.json.JsonForm;
import io.gapless.chains.xrpl.json.NotBinaryException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Reads the `result` of a [ledger](https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/ledger-methods/ledger)
/// answer in any of its shapes: API v1 and v2, binary and JSON forms.
public final class LedgerReader {

  private static final Hash32 NONE = Hash32.of(new byte[Hash32.LENGTH]);

  private LedgerReader() {}

  /// Reads a ledger with its transactions; those in JSON form are re-serialised, where
  /// all of their fields are known. Refuses what holds no
  /// such ledger with an [UnreadableLedgerException].
  public static XrplLedger read(JsonNode result) {
    try {
      JsonNode ledger = result.path("ledger");
      LedgerHeader header = HeaderReader.read(result);
      Optional<Hash32> hash = HeaderReader.hash(result, "ledger_hash")
          .or(() -> HeaderReader.hash(ledger, "ledger_hash"))
          .or(() -> HeaderReader.hash(ledger, "hash"));
      return new XrplLedger(header, hash, transactions(ledger.path("transactions"), header));
    } catch (UnreadableLedgerException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new UnreadableLedgerException("no ledger header: " + e.getMessage());
    }
  }

  private static List<XrplTransaction> transactions(JsonNode list, LedgerHeader header) {
    if (!list.isArray() && !header.transactionHash().equals(NONE)) {
      throw new UnreadableLedgerException(header + " came without its transactions");
    }
    var transactions = new ArrayList<XrplTransaction>(list.size());
    for (JsonNode transaction : list) {
      try {
        transactions.add(transaction(transaction));
      } catch (IllegalArgumentException e) {
        throw new UnreadableLedgerException(
            header + ", transaction " + transactions.size() + " of the answer: " + e.getMessage());
      }
    }
    return transactions;
  }

  private static XrplTransaction transaction(JsonNode transaction) {
    if (!transaction.isObject()) {
      throw new UnreadableLedgerException("not expanded, or null");
    }
    Optional<Hash32> id = HeaderReader.hash(transaction, "hash");
    JsonNode blob = transaction.path("tx_blob");
    if (!blob.isTextual()) {
      return reserialised(JsonForm.of(transaction), id);
    }
    JsonNode meta = transaction.path("meta_blob");
    return XrplTransaction.of(
        bytes("tx_blob", blob), bytes("meta", meta.isTextual() ? meta : transaction.path("meta")),
        id);
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
