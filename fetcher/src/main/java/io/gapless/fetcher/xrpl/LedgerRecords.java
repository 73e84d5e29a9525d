package io.gapless.fetcher.xrpl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.codec.AccountId;
import io.gapless.chains.xrpl.codec.XrplAmount;
import io.gapless.chains.xrpl.payment.Delivered;
import io.gapless.chains.xrpl.payment.TransactionFacts;
import io.gapless.chains.xrpl.payment.XrplPayment;
import io.gapless.fetcher.leaf.AvroOutput;
import io.gapless.fetcher.leaf.LeafRecords;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Ledgers and their payments as records of a leaf. For one thread.
final class LedgerRecords {

  static final String LEDGERS = "xrpl_ledgers";
  static final String PAYMENTS = "xrpl_payments";
  /// All that there are.
  static final List<String> DATASETS = List.of(LEDGERS, PAYMENTS);

  private static final int ABSENT = 0;
  private static final int PRESENT = 1;
  private static final String UNAVAILABLE = "unavailable";

  private final LeafRecords records;

  LedgerRecords(LeafRecords records) {
    this.records = records;
  }

  /// Adds what is wanted of a ledger.
  ///
  /// @throws io.gapless.chains.xrpl.payment.UnreadableTransactionException if a transaction cannot be
  ///     read; nothing of the ledger is added
  void add(CheckedLedger ledger) {
    try {
      int payments = 0;
      for (int i = 0; i < ledger.transactions().size(); i++) {
        var transaction = ledger.transactions().get(i);
        var facts = TransactionFacts.of(transaction);
        if (facts.isPayment()) {
          payments++;
          if (records.wants(PAYMENTS)) {
            add(ledger, ledger.ids().get(i),
                XrplPayment.of(ledger.header(), transaction, facts));
          }
        }
      }
      if (records.wants(LEDGERS)) {
        addHeader(ledger, payments);
      }
      records.keep();
    } catch (RuntimeException e) {
      records.drop();
      throw e;
    }
  }

  private void addHeader(CheckedLedger ledger, int payments) {
    var header = ledger.header();
    var out = records.begin(LEDGERS);
    out.writeLong(header.index());
    out.writeLong(header.closedAt().toEpochMilli());
    var parentTime = header.parentCloseTime();
    out.writeLong(parentTime.isPresent() ? PRESENT : ABSENT);
    parentTime.ifPresent(
        seconds -> out.writeLong((LedgerHeader.RIPPLE_EPOCH + seconds) * 1000L));
    out.writeLong(header.closeResolution());
    out.writeLong(header.closeFlags().isPresent() ? PRESENT : ABSENT);
    header.closeFlags().ifPresent(out::writeLong);
    out.writeFixed(ledger.hash().bytes());
    out.writeFixed(header.parentHash().bytes());
    out.writeFixed(header.transactionHash().bytes());
    out.writeFixed(header.accountHash().bytes());
    out.writeLong(header.totalDrops());
    out.writeLong(ledger.transactions().size());
    out.writeLong(payments);
    records.end(LEDGERS, header.index());
  }

  private void add(CheckedLedger ledger, Hash32 id, XrplPayment payment) {
    var header = ledger.header();
    var out = records.begin(PAYMENTS);
    out.writeLong(header.index());
    out.writeLong(header.closedAt().toEpochMilli());
    out.writeFixed(ledger.hash().bytes());
    out.writeFixed(id.bytes());
    out.writeLong(payment.facts().index());
    text(payment.facts().resultName(), out);
    out.writeFixed(payment.account().bytes());
    out.writeFixed(payment.destination().bytes());
    number(payment.sourceTag(), out);
    number(payment.destinationTag(), out);
    text(payment.amount().value(), out);
    text(payment.amount().currency(), out);
    account(payment.amount().issuer(), out);
    amount(payment.sendMax(), out);
    amount(payment.deliverMin(), out);
    delivered(payment.delivered(), out);
    out.writeBoolean(payment.isPartial());
    out.writeBoolean(payment.hasPaths());
    out.writeLong(payment.flags());
    out.writeLong(payment.feeDrops());
    out.writeLong(payment.sequence());
    number(payment.ticketSequence(), out);
    records.end(PAYMENTS, header.index());
  }

  private static void delivered(Delivered delivered, AvroOutput out) {
    switch (delivered) {
      case Delivered.Exactly(XrplAmount amount) -> amount(Optional.of(amount), out);
      case Delivered.Nothing() -> amount(Optional.empty(), out);
      case Delivered.Unavailable() -> {
        out.writeLong(PRESENT);
        text(UNAVAILABLE, out);
        out.writeLong(ABSENT);
        out.writeLong(ABSENT);
      }
    }
  }

  /// Value, currency and issuer, each of which may be null.
  private static void amount(Optional<XrplAmount> amount, AvroOutput out) {
    if (amount.isEmpty()) {
      out.writeLong(ABSENT);
      out.writeLong(ABSENT);
      out.writeLong(ABSENT);
      return;
    }
    out.writeLong(PRESENT);
    text(amount.get().value(), out);
    out.writeLong(PRESENT);
    text(amount.get().currency(), out);
    account(amount.get().issuer(), out);
  }

  private static void account(Optional<AccountId> account, AvroOutput out) {
    out.writeLong(account.isPresent() ? PRESENT : ABSENT);
    account.ifPresent(id -> out.writeFixed(id.bytes()));
  }

  private static void number(OptionalLong number, AvroOutput out) {
    out.writeLong(number.isPresent() ? PRESENT : ABSENT);
    number.ifPresent(out::writeLong);
  }

  private static void text(String text, AvroOutput out) {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeBytes(bytes, 0, bytes.length);
  }
}
