package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.xrpl.encoding.Amount.Drops;
import io.gapless.simulator.xrpl.encoding.Field;
import io.gapless.simulator.xrpl.encoding.Sha512Half;
import io.gapless.simulator.xrpl.encoding.StObject;
import io.gapless.simulator.xrpl.encoding.TransactionTree;
import io.gapless.simulator.xrpl.encoding.TransactionTree.TransactionBytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Makes the transactions of ledgers, in bytes and by id; for one thread.
final class LedgerAssembler {
  private final LedgerPlanner planner;
  private final TransactionMaker maker;
  private final MetadataMaker metadata;
  private final Sha512Half hash = new Sha512Half();

  LedgerAssembler(XrplLedgerOptions options, Population population) {
    this.planner = new LedgerPlanner(options, population);
    this.maker = new TransactionMaker(options, population);
    this.metadata = new MetadataMaker(options, population);
  }

  Sha512Half hash() {
    return hash;
  }

  /// What is to happen in a ledger, in the order of execution.
  List<TransactionPlan> plan(long index, boolean recorded) {
    return planner.plan(index, recorded);
  }

  /// The transactions of a ledger, by id.
  List<SimulatedTransaction> transactions(long index, boolean recorded) {
    List<TransactionPlan> plans = planner.plan(index, recorded);
    List<SimulatedTransaction> transactions = new ArrayList<>(plans.size());
    for (int position = 0; position < plans.size(); position++) {
      TransactionPlan plan = plans.get(position);
      transactions.add(made(position, plan, maker.transaction(plan, index, position),
          metadata.metadata(plan, index, position)));
    }
    return sorted(transactions);
  }

  /// The same with one drop more paid by the first, which is then another transaction.
  List<SimulatedTransaction> forged(List<SimulatedTransaction> transactions) {
    List<SimulatedTransaction> forged = new ArrayList<>(transactions);
    SimulatedTransaction first = forged.getFirst();
    forged.set(0, made(first.position(), first.plan(), first.transaction().with(Field.FEE,
        new Drops(first.plan().common().feeDrops() + 1)), first.metadata()));
    return sorted(forged);
  }

  byte[] root(List<SimulatedTransaction> transactions) {
    return TransactionTree.root(hash,
        transactions.stream().map(SimulatedTransaction::bytes).toList());
  }

  private SimulatedTransaction made(int position, TransactionPlan plan, StObject transaction,
      StObject meta) {
    return new SimulatedTransaction(position, plan, transaction, meta,
        new TransactionBytes(hash, transaction.bytes(), meta.bytes()));
  }

  private static List<SimulatedTransaction> sorted(List<SimulatedTransaction> transactions) {
    transactions.sort(Comparator.comparing(SimulatedTransaction::bytes));
    return transactions;
  }
}
