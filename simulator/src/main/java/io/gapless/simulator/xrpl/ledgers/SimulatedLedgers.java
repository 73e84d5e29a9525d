package io.gapless.simulator.xrpl.ledgers;

import static io.gapless.simulator.xrpl.encoding.LedgerHeader.EPOCH;
import static io.gapless.simulator.xrpl.encoding.Sha512Half.LENGTH;

import io.gapless.simulator.seeds.SeededRandom;
import io.gapless.simulator.xrpl.encoding.LedgerHeader;
import io.gapless.simulator.xrpl.encoding.Sha512Half;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A whole run of ledgers, each the parent of the next, immutable once made, for any number of
/// threads. It keeps some 80 bytes a ledger; transactions are made again from the seed whenever they
/// are asked for. Once one is looked for by its id, it keeps 8 bytes of each besides.
public final class SimulatedLedgers {
  private static final long PURPOSE = 15;
  private static final long CLOCK_PURPOSE = 16;
  private static final long FIRST_TOTAL = 99_987_000_000_000_000L;
  private static final double NO_AGREEMENT = 0.002;
  private static final int CLOSE_RESOLUTION = 10;
  private static final int RUN = 16;

  private final XrplLedgerOptions options;
  private final Population population;
  private final byte[] roots;
  private final byte[] hashes;
  private final int[] counts;
  private final long[] totals;
  private final long[] closeTimes;
  private final TransactionIndex transactionIndex;

  /// Makes the ledgers: some 50,000 transactions a second on each core, on all that there are.
  public SimulatedLedgers(XrplLedgerOptions options) {
    this.options = options;
    this.population = new Population(options);
    int count = options.count();
    this.roots = new byte[count * LENGTH];
    this.hashes = new byte[count * LENGTH];
    this.counts = new int[count];
    this.totals = new long[count];
    this.closeTimes = closeTimes(options);
    long[] fees = assemble();
    link(fees);
    this.transactionIndex = new TransactionIndex(this);
  }

  /// What the ledgers were made from.
  public XrplLedgerOptions options() {
    return options;
  }

  /// The index of the first ledger.
  public long firstIndex() {
    return options.firstIndex();
  }

  /// The index of the last ledger.
  public long lastIndex() {
    return options.lastIndex();
  }

  /// Whether there is a ledger of this index.
  public boolean holds(long index) {
    return firstIndex() <= index && index <= lastIndex();
  }

  /// The ledger's hash, 32 bytes.
  public byte[] hash(long index) {
    return slice(hashes, place(index));
  }

  /// The number of transactions in a ledger.
  public int transactionCount(long index) {
    return counts[place(index)];
  }

  /// The index of the ledger with this hash, or −1.
  public long indexOf(byte[] hash) {
    for (int place = 0; place < counts.length; place++) {
      int at = place * LENGTH;
      if (Arrays.equals(hashes, at, at + LENGTH, hash, 0, hash.length)) {
        return firstIndex() + place;
      }
    }
    return -1;
  }

  /// The index of the ledger that holds the transaction with this id, or −1. The first call takes as
  /// long as making the ledgers did.
  public long ledgerOf(byte[] transactionId) {
    return transactionIndex.ledgerOf(transactionId);
  }

  /// The ledger's header.
  public LedgerHeader header(long index) {
    int place = place(index);
    var random = new SeededRandom().reset(options.seed(), PURPOSE, index);
    byte[] accountHash = random.nextBytes(LENGTH);
    int flags = random.chance(NO_AGREEMENT) ? 1 : 0;
    byte[] parentHash = place == 0 ? random.nextBytes(LENGTH) : slice(hashes, place - 1);
    long parentCloseTime = place == 0
        ? closeTimes[0] - options.closeInterval().toSeconds()
        : closeTimes[place - 1];
    return new LedgerHeader(index, totals[place], parentHash, slice(roots, place), accountHash,
        parentCloseTime, closeTimes[place], CLOSE_RESOLUTION, flags);
  }

  /// The ledger with its transactions.
  public SimulatedLedger ledger(long index) {
    return ledger(index, new LedgerAssembler(options, population));
  }

  /// Another ledger of the same index, sound in itself, with one transaction changed, that is not
  /// the parent of the next; of an empty ledger, with another state.
  public SimulatedLedger forged(long index) {
    var assembler = new LedgerAssembler(options, population);
    SimulatedLedger ledger = ledger(index, assembler);
    Sha512Half hash = assembler.hash();
    if (ledger.transactions().isEmpty()) {
      return withOtherState(ledger, hash, true);
    }
    List<SimulatedTransaction> forged = assembler.forged(ledger.transactions());
    LedgerHeader header = ledger.header().withTransactionHash(assembler.root(forged));
    return new SimulatedLedger(header, header.hash(hash), forged);
  }

  /// The ledger with another state in its header, which its hash does not fit.
  public SimulatedLedger withOtherHeader(long index) {
    return withOtherState(ledger(index), new Sha512Half(), false);
  }

  /// A maker of transactions, for one thread.
  LedgerAssembler assembler() {
    return new LedgerAssembler(options, population);
  }

  /// The ledger with its transactions, made by an assembler of [#assembler].
  SimulatedLedger ledger(long index, LedgerAssembler assembler) {
    return new SimulatedLedger(header(index), hash(index),
        assembler.transactions(index, recorded(place(index))));
  }

  private static SimulatedLedger withOtherState(SimulatedLedger ledger, Sha512Half hash,
      boolean rehashed) {
    byte[] other = ledger.header().accountHash().clone();
    other[0] ^= 1;
    return ledger.withHeader(ledger.header().withAccountHash(other), hash, rehashed);
  }

  private static long[] closeTimes(XrplLedgerOptions options) {
    long[] times = new long[options.count()];
    long interval = options.closeInterval().toSeconds();
    long time = options.startTime().getEpochSecond() - EPOCH;
    var random = new SeededRandom().reset(options.seed(), CLOCK_PURPOSE, 0);
    for (int place = 0; place < times.length; place++) {
      times[place] = time;
      time += interval - 1 + random.nextInt(3);
    }
    return times;
  }

  /// Fills roots and counts, and returns what fees each ledger burnt.
  private long[] assemble() {
    long[] fees = new long[counts.length];
    IntStream.range(0, (counts.length + RUN - 1) / RUN).parallel().forEach(run -> {
      var assembler = assembler();
      int end = Math.min(counts.length, (run + 1) * RUN);
      for (int place = run * RUN; place < end; place++) {
        List<SimulatedTransaction> transactions =
            assembler.transactions(firstIndex() + place, recorded(place));
        counts[place] = transactions.size();
        fees[place] = transactions.stream()
            .mapToLong(transaction -> transaction.plan().common().feeDrops()).sum();
        System.arraycopy(assembler.root(transactions), 0, roots, place * LENGTH, LENGTH);
      }
    });
    return fees;
  }

  private void link(long[] fees) {
    var hash = new Sha512Half();
    long total = FIRST_TOTAL;
    for (int place = 0; place < counts.length; place++) {
      total -= fees[place];
      totals[place] = total;
      byte[] linked = header(firstIndex() + place).hash(hash);
      System.arraycopy(linked, 0, hashes, place * LENGTH, LENGTH);
    }
  }

  private boolean recorded(int place) {
    return Delivery.recorded(firstIndex() + place, closeTimes[place]);
  }

  private int place(long index) {
    if (!holds(index)) {
      throw new IllegalArgumentException(
          "no ledger " + index + ", only " + firstIndex() + "-" + lastIndex());
    }
    return (int) (index - firstIndex());
  }

  private static byte[] slice(byte[] all, int place) {
    return Arrays.copyOfRange(all, place * LENGTH, (place + 1) * LENGTH);
  }
}
