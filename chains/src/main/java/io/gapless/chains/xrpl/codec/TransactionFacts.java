package io.gapless.chains.xrpl.codec;

import io.gapless.chains.xrpl.XrplTransaction;

/// What is cheap to know of each transaction, whatever its type.
///
/// @param type its number; [#typeName] names it
/// @param index its place in the order in which the ledger carried out its transactions, from 0
/// @param result its number; [#resultName] names it
public record TransactionFacts(int type, long index, int result) {

  private static final int PAYMENT = 0;
  private static final int SUCCESS = 0;

  /// Reads them; refuses a transaction that lacks one with an [UnreadableTransactionException].
  public static TransactionFacts of(XrplTransaction transaction) {
    transaction.whyNotBinary().ifPresent(why -> {
      throw new UnreadableTransactionException(transaction, why);
    });
    try {
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
      if (type < 0 || index < 0 || result < 0) {
        throw new UnreadableBinaryException("no "
            + (type < 0
                ? "TransactionType"
                : index < 0 ? "TransactionIndex" : "TransactionResult"));
      }
      return new TransactionFacts((int) type, index, (int) result);
    } catch (UnreadableBinaryException e) {
      throw new UnreadableTransactionException(transaction, e.why());
    }
  }

  /// Whether it is a Payment, which [XrplPayment] reads.
  public boolean isPayment() {
    return type == PAYMENT;
  }

  /// Whether it did what it was to do; one that did not has paid its fee all the same.
  public boolean succeeded() {
    return result == SUCCESS;
  }

  /// As people write it: `Payment`, or `type 999` where the number is not known.
  public String typeName() {
    return CodeNames.TYPES.of(type);
  }

  /// As people write it: `tesSUCCESS`, or `result 250` where the number is not known.
  public String resultName() {
    return CodeNames.RESULTS.of(result);
  }
}
