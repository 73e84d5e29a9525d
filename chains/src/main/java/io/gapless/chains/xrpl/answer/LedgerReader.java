package io.gapless.chains.xrpl.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplLedger;
import io.gapless.chains.xrpl.XrplTransaction;
import java.util.ArrayList;
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
        transactions.add(TransactionForms.read(transaction));
      } catch (IllegalArgumentException e) {
        throw new UnreadableLedgerException(
            header + ", transaction " + transactions.size() + " of the answer: " + e.getMessage());
      }
    }
    return transactions;
  }
}
