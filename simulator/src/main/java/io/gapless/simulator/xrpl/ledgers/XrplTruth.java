package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.CsvFile;
import io.gapless.simulator.xrpl.encoding.LedgerHeader;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Common;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Payment;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// All that simulated ledgers hold, told from the plans that they were made from and not from their
/// bytes, so that a mistake in the bytes shows; only hashes are taken from the bytes.
public final class XrplTruth {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final SimulatedLedgers ledgers;

  /// The truth about ledgers.
  public XrplTruth(SimulatedLedgers ledgers) {
    this.ledgers = ledgers;
  }

  /// Hands over all payments in the order of ledger and execution.
  public void forEachPayment(Consumer<TruthPayment> action) {
    forEachPayment(ledgers.firstIndex(), ledgers.lastIndex(), action);
  }

  /// Hands over the payments of the ledgers `first` to `last`, both included, in order.
  public void forEachPayment(long first, long last, Consumer<TruthPayment> action) {
    forEach(first, last, ledger -> executed(ledger).forEach(transaction -> {
      if (transaction.plan() instanceof Payment payment) {
        action.accept(row(ledger, transaction, payment));
      }
    }));
  }

  /// Hands over the transactions of all types of the ledgers `first` to `last`, both included, in the
  /// order of ledger and execution.
  public void forEachTransaction(long first, long last, Consumer<TruthTransaction> action) {
    forEach(first, last, ledger -> executed(ledger)
        .forEach(transaction -> action.accept(row(ledger, transaction))));
  }

  /// Hands over all ledgers in order.
  public void forEachLedger(Consumer<TruthLedger> action) {
    forEachLedger(ledgers.firstIndex(), ledgers.lastIndex(), action);
  }

  /// Hands over the ledgers `first` to `last`, both included, in order.
  public void forEachLedger(long first, long last, Consumer<TruthLedger> action) {
    forEach(first, last, ledger -> action.accept(row(ledger)));
  }

  /// Counts all ledgers.
  public XrplTruthSummary summarize() {
    return summarize(ledgers.firstIndex(), ledgers.lastIndex());
  }

  /// Counts the ledgers `first` to `last`, both included.
  public XrplTruthSummary summarize(long first, long last) {
    var assembler = ledgers.assembler();
    long empty = 0;
    long transactions = 0;
    long payments = 0;
    long failed = 0;
    long fees = 0;
    for (long index = first; index <= last; index++) {
      List<TransactionPlan> plans = assembler.plan(index, true);
      empty += plans.isEmpty() ? 1 : 0;
      transactions += plans.size();
      for (TransactionPlan plan : plans) {
        fees += plan.common().feeDrops();
        if (plan instanceof Payment payment) {
          payments++;
          failed += payment.succeeded() ? 0 : 1;
        }
      }
    }
    return new XrplTruthSummary(last - first + 1, empty, transactions, payments, failed, fees);
  }

  /// Writes all payments as CSV with a header line, see [TruthPayment#toCsv].
  ///
  /// @throws UncheckedIOException if the file cannot be written
  public void writeCsv(Path file) {
    CsvFile.write(file, TruthPayment.CSV_HEADER,
        lines -> forEachPayment(row -> lines.accept(row.toCsv())));
  }

  private void forEach(long first, long last, Consumer<SimulatedLedger> action) {
    LedgerAssembler assembler = ledgers.assembler();
    for (long index = first; index <= last; index++) {
      action.accept(ledgers.ledger(index, assembler));
    }
  }

  private static List<SimulatedTransaction> executed(SimulatedLedger ledger) {
    return ledger.transactions().stream()
        .sorted(Comparator.comparingInt(SimulatedTransaction::position)).toList();
  }

  private static TruthLedger row(SimulatedLedger ledger) {
    LedgerHeader header = ledger.header();
    int payments = (int) ledger.transactions().stream()
        .filter(each -> each.plan() instanceof Payment).count();
    return new TruthLedger(header.index(), header.closedAt(), hex(ledger.hash()),
        hex(header.parentHash()), hex(header.transactionHash()), hex(header.accountHash()),
        header.totalDrops(), Instant.ofEpochSecond(LedgerHeader.EPOCH + header.parentCloseTime()),
        header.closeResolution(), header.closeFlags(), ledger.transactions().size(), payments);
  }

  private static TruthTransaction row(SimulatedLedger ledger, SimulatedTransaction transaction) {
    TransactionPlan plan = transaction.plan();
    Common common = plan.common();
    LedgerHeader header = ledger.header();
    return new TruthTransaction(header.index(), header.closedAt(), hex(ledger.hash()),
        hex(transaction.bytes().id()), transaction.position(), plan.type().text(),
        common.result().text(), common.account().toString(), common.feeDrops(), common.sequence(),
        plan.flags());
  }

  private static TruthPayment row(SimulatedLedger ledger, SimulatedTransaction transaction,
      Payment payment) {
    Common common = payment.common();
    LedgerHeader header = ledger.header();
    return new TruthPayment(header.index(), header.closedAt(), hex(ledger.hash()),
        hex(transaction.bytes().id()), transaction.position(), common.result().text(),
        common.account().toString(), payment.destination().toString(), common.sourceTag(),
        payment.destinationTag(), TruthAmount.of(payment.amount()),
        payment.sendMax().map(TruthAmount::of), payment.deliverMin().map(TruthAmount::of),
        delivered(payment, header), payment.partial(), payment.paths().isPresent(),
        payment.flags(), common.feeDrops(), common.sequence(), common.ticket());
  }

  private static Optional<TruthAmount> delivered(Payment payment, LedgerHeader header) {
    return switch (Delivery.of(payment, header)) {
      case Delivery.Known(var amount) -> Optional.of(TruthAmount.of(amount));
      case Delivery.Unavailable() -> Optional.of(TruthAmount.UNAVAILABLE);
      case Delivery.Nothing() -> Optional.empty();
    };
  }

  private static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }
}
