package io.gapless.enricher.xrpl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.Field;
import io.gapless.chains.xrpl.codec.FieldReader;
import io.gapless.chains.xrpl.codec.UnreadableBinaryException;
import io.gapless.chains.xrpl.codec.XrplAmount;
import io.gapless.chains.xrpl.payment.TransactionFacts;
import io.gapless.fetcher.leaf.AvroOutput;
import io.gapless.fetcher.leaf.LeafRecords;
import java.time.Instant;
import java.util.List;

/// Transactions of the XRP Ledger as records of a batch.
///
/// For one thread.
final class XrplRecords {

  /// The dataset of the transactions.
  static final String DATASET = "xrpl_transaction_enrichment";
  /// All that a batch has records of.
  static final List<String> DATASETS = List.of(DATASET);

  private final LeafRecords records;

  XrplRecords(LeafRecords records) {
    this.records = records;
  }

  /// Adds one of a ledger, or nothing.
  ///
  /// @throws io.gapless.chains.xrpl.payment.UnreadableTransactionException if it cannot be read
  /// @throws UnreadableBinaryException likewise
  void add(long ledger, Instant closedAt, Hash32 ledgerHash, Hash32 id,
      XrplTransaction transaction) {
    var facts = TransactionFacts.of(transaction);
    var signed = Signed.of(transaction.blob());
    var out = records.begin(DATASET);
    out.writeLong(ledger);
    out.writeLong(closedAt.toEpochMilli());
    out.writeFixed(ledgerHash.bytes());
    out.writeFixed(id.bytes());
    out.writeLong(facts.index());
    text(out, facts.typeName());
    text(out, facts.resultName());
    out.writeFixed(signed.account());
    out.writeLong(signed.feeDrops());
    out.writeLong(signed.sequence());
    out.writeLong(signed.flags());
    out.writeBytes(transaction.blob(), 0, transaction.blob().length);
    out.writeBytes(transaction.meta(), 0, transaction.meta().length);
    records.end(DATASET, ledger);
    records.keep();
  }

  /// Size of what was added.
  long bytes() {
    return records.bytes();
  }

  /// What was added.
  LeafRecords all() {
    return records;
  }

  private static void text(AvroOutput out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeBytes(bytes, 0, bytes.length);
  }

  /// What every signed transaction says. Pseudo-transactions have no flags, and an account of zeros.
  @SuppressWarnings("ArrayRecordComponent") // written once, compared never
  private record Signed(byte[] account, long feeDrops, long sequence, long flags) {

    static Signed of(byte[] blob) {
      byte[] account = {};
      long fee = 0;
      long sequence = 0;
      long flags = 0;
      var fields = new FieldReader(blob);
      while (fields.next()) {
        if (fields.field() == Field.FLAGS) {
          flags = fields.number();
        } else if (fields.field() == Field.SEQUENCE) {
          sequence = fields.number();
        } else if (fields.field() == Field.FEE
            && fields.amount() instanceof XrplAmount.Drops(long drops)) {
          fee = drops;
        } else if (fields.field() == Field.ACCOUNT) {
          account = fields.account().bytes();
        }
      }
      if (account.length == 0) {
        throw new UnreadableBinaryException("no Account");
      }
      return new Signed(account, fee, sequence, flags);
    }
  }
}
