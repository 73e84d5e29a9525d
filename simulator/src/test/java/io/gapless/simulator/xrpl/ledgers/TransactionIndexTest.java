package io.gapless.simulator.xrpl.ledgers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.simulator.xrpl.encoding.TransactionTree.TransactionBytes;
import org.junit.jupiter.api.Test;

class TransactionIndexTest {
  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(50).withTransactionsPerLedger(12));

  @Test
  void findsTheLedgerOfEachTransaction() {
    int found = 0;
    for (long index = LEDGERS.firstIndex(); index <= LEDGERS.lastIndex(); index++) {
      for (TransactionBytes transaction : LEDGERS.ledger(index).bytes()) {
        assertThat(LEDGERS.ledgerOf(transaction.id())).isEqualTo(index);
        found++;
      }
    }
    assertThat(found).isGreaterThan(300);
  }

  @Test
  void knowsNoOtherEvenIfItStartsAlike() {
    for (long index = LEDGERS.firstIndex(); index <= LEDGERS.lastIndex(); index++) {
      for (TransactionBytes transaction : LEDGERS.ledger(index).bytes()) {
        byte[] alike = transaction.id().clone();
        alike[31] ^= 1;

        assertThat(LEDGERS.ledgerOf(alike)).isEqualTo(-1);
      }
    }
    assertThat(LEDGERS.ledgerOf(new byte[32])).isEqualTo(-1);
  }

  @Test
  void knowsNothingWhereThereIsNothing() {
    var empty = new SimulatedLedgers(
        XrplLedgerOptions.defaults().withCount(3).withTransactionsPerLedger(0));

    assertThat(empty.ledgerOf(new byte[32])).isEqualTo(-1);
  }
}
