package io.gapless.chains.xrpl.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.CodeNames;
import io.gapless.chains.xrpl.codec.Field;
import io.gapless.chains.xrpl.codec.FieldReader;
import io.gapless.chains.xrpl.codec.UnreadableBinaryException;
import io.gapless.chains.xrpl.json.JsonForm;

/// What is cheap to know of each transaction, whatever its type.
///
/// @param typeName as people write it: `Payment`, or `type 999` where the number is not known
/// @param index its place in the order in which the ledger carried out its transactions, from 0
/// @param resultName as people write it: `tesSUCCESS`, or `result 250` where the number is not known
public record TransactionFacts(String typeName, long index, String resultName) {

  private static final String PAYMENT = "Payment";
  private static final String SUCCESS = "tesSUCCESS";

  /// Reads them; refuses a transaction that lacks one with an [UnreadableTransactionException].
  public static TransactionFacts of(XrplTransaction transaction) {
    try {
      return transaction.json().map(TransactionFacts::shown).orElseGet(() -> read(transaction));
    } catch (UnreadableBinaryException e) {
      throw new UnreadableTransactionException(transaction, String.valueOf(e.getMessage()));
    }
  }

  private static TransactionFacts read(XrplTransaction transaction) {
    long type = -1;
    var fields = new FieldReader(transaction.blob());
    while (type < 0 && fields.next()) {
      if (fields.field() == Field.TRANSACTION_TYPE) {
        type = fields.number();
      }
    }
    long index = -1;
    long result = -1;
    var meta = new FieldReader(transaction.meta());
    while (meta.next()) {
      if (meta.field() == Field.TRANSACTION_INDEX) {
        index = meta.number();
      } else if (meta.field() == Field.TRANSACTION_RESULT) {
        result = meta.number();
      }
    }
    require("TransactionType", type >= 0);
    require("TransactionIndex", index >= 0);
    require("TransactionResult", result >= 0);
    return new TransactionFacts(
        CodeNames.TYPES.of((int) type), index, CodeNames.RESULTS.of((int) result));
  }

  /// In JSON form numbers have their names already, those that are new here, too.
  private static TransactionFacts shown(JsonForm json) {
    JsonNode type = json.transaction().path("TransactionType");
    JsonNode index = json.metadata().path("TransactionIndex");
    JsonNode result = json.metadata().path("TransactionResult");
    require("TransactionType", type.isTextual());
    require("TransactionIndex", index.canConvertToLong() && index.isIntegralNumber()
        && index.longValue() >= 0);
    require("TransactionResult", result.isTextual());
    return new TransactionFacts(type.textValue(), index.longValue(), result.textValue());
  }

  private static void require(String name, boolean isThere) {
    if (!isThere) {
      throw new UnreadableBinaryException("no " + name);
    }
  }

  /// Whether it is a Payment, which [XrplPayment] reads.
  public boolean isPayment() {
    return typeName.equals(PAYMENT);
  }

  /// Whether it did what it was to do; one that did not has paid its fee all the same.
  public boolean succeeded() {
    return resultName.equals(SUCCESS);
  }
}
