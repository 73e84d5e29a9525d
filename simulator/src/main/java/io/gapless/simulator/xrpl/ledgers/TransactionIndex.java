package io.gapless.simulator.xrpl.ledgers;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Finds the ledger of a transaction by its id; for many threads at once. It is made when something is
/// looked for the first time, which takes as long as the ledgers took, and keeps 8 bytes a transaction:
/// the start of its id above the place of its ledger, sorted. What it finds is looked up, for ids may
/// start alike.
final class TransactionIndex {
  private static final int RUN = 16;

  private final SimulatedLedgers ledgers;
  private long[] entries = {};
  private boolean made;

  TransactionIndex(SimulatedLedgers ledgers) {
    this.ledgers = ledgers;
  }

  /// The index of the ledger that holds the transaction of this id, or −1.
  long ledgerOf(byte[] id) {
    long[] sorted = sorted();
    int start = ByteBuffer.wrap(id).getInt();
    int found = Arrays.binarySearch(sorted, entry(start, 0));
    for (int at = found < 0 ? ~found : found; at < sorted.length
        && (int) (sorted[at] >> Integer.SIZE) == start; at++) {
      long index = ledgers.firstIndex() + (int) sorted[at];
      if (ledgers.ledger(index).find(id).isPresent()) {
        return index;
      }
    }
    return -1;
  }

  private synchronized long[] sorted() {
    if (!made) {
      entries = assembled();
      Arrays.parallelSort(entries);
      made = true;
    }
    return entries;
  }

  private long[] assembled() {
    int count = ledgers.options().count();
    int[] ends = new int[count];
    for (int place = 0; place < count; place++) {
      int before = place == 0 ? 0 : ends[place - 1];
      ends[place] =
          Math.addExact(before, ledgers.transactionCount(ledgers.firstIndex() + place));
    }
    long[] all = new long[ends[count - 1]];
    IntStream.range(0, (count + RUN - 1) / RUN).parallel().forEach(run -> {
      var assembler = ledgers.assembler();
      int end = Math.min(count, (run + 1) * RUN);
      for (int place = run * RUN; place < end; place++) {
        int at = ends[place];
        for (var transaction : ledgers.ledger(ledgers.firstIndex() + place, assembler)
            .transactions()) {
          all[--at] = entry(ByteBuffer.wrap(transaction.bytes().id()).getInt(), place);
        }
      }
    });
    return all;
  }

  private static long entry(int start, int place) {
    return (long) start << Integer.SIZE | place;
  }
}
