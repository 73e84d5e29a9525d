package io.gapless.chains.xrpl.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LocatedTransaction;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.Sha512Half;
import io.gapless.chains.xrpl.payment.TransactionFacts;

/// Reads the `result` of a [tx](https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/transaction-methods/tx)
/// answer in any of its shapes: API v1 and v2, binary and JSON forms, of rippled and Clio.
public final class TransactionReader {

  private static final long MAX_32 = 0xFFFF_FFFFL;

  private TransactionReader() {}

  /// Reads the transaction that was asked for, and proves that its bytes make the hash; one in JSON
  /// form is re-serialised for that, and stays unproven where it has no binary form. Refuses another
  /// transaction, and what cannot be read, with an [IllegalArgumentException].
  public static LocatedTransaction read(JsonNode result, Hash32 hash) {
    XrplTransaction transaction = TransactionForms.read(result);
    requireHash(transaction, hash);
    return new LocatedTransaction(
        hash,
        transaction,
        number(result, result.has("inLedger") ? "inLedger" : "ledger_index"),
        HeaderReader.hash(result, "ledger_hash"),
        TransactionFacts.of(transaction).index());
  }

  private static void requireHash(XrplTransaction transaction, Hash32 hash) {
    Hash32 claimed = transaction.claimedId().orElse(hash);
    if (!claimed.equals(hash)) {
      throw new IllegalArgumentException(
          "asked for transaction " + hash.toUpperHex() + ", got " + claimed.toUpperHex());
    }
    if (transaction.whyNotBinary().isPresent()) {
      return;
    }
    Hash32 made = new Sha512Half().transactionId(transaction.blob());
    if (!made.equals(hash)) {
      throw new IllegalArgumentException("transaction " + hash.toUpperHex()
          + (transaction.isReserialised() ? ", re-serialised from JSON form," : "")
          + " makes the id " + made.toUpperHex());
    }
  }

  private static long number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0
        || value.longValue() > MAX_32) {
      throw new IllegalArgumentException(value.isMissingNode()
          ? "no " + name
          : name + " is not of 32 bits: " + value);
    }
    return value.longValue();
  }
}
