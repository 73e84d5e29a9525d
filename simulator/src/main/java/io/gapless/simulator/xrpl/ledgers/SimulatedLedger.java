package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.xrpl.encoding.LedgerHeader;
import io.gapless.simulator.xrpl.encoding.Sha512Half;
import io.gapless.simulator.xrpl.encoding.TransactionTree.TransactionBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One ledger with all its transactions.
public final class SimulatedLedger {
  private final LedgerHeader header;
  private final byte[] hash;
  private final List<SimulatedTransaction> transactions;

  SimulatedLedger(LedgerHeader header, byte[] hash, List<SimulatedTransaction> transactions) {
    this.header = header;
    this.hash = hash;
    this.transactions = List.copyOf(transactions);
  }

  /// The header.
  public LedgerHeader header() {
    return header;
  }

  /// The hash, 32 bytes, not to be changed.
  public byte[] hash() {
    return hash;
  }

  /// The transactions as the network stores them, by id.
  public List<TransactionBytes> bytes() {
    return transactions.stream().map(SimulatedTransaction::bytes).toList();
  }

  /// The transactions by id.
  List<SimulatedTransaction> transactions() {
    return transactions;
  }

  /// The transaction of this id, if it holds it.
  Optional<SimulatedTransaction> find(byte[] id) {
    return transactions.stream().filter(each -> Arrays.equals(each.bytes().id(), id)).findFirst();
  }

  /// The same with another header, which its hash fits or not.
  SimulatedLedger withHeader(LedgerHeader header, Sha512Half hashes, boolean rehashed) {
    return new SimulatedLedger(header, rehashed ? header.hash(hashes) : hash, transactions);
  }
}
