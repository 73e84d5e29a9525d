package io.gapless.simulator.evm.chain;

import io.gapless.simulator.evm.encoding.Keccak;
import io.gapless.simulator.evm.encoding.RlpBuffer;
import io.gapless.simulator.seeds.SeededRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A whole chain, immutable once made, for any number of threads. It keeps headers and transaction
/// hashes; bodies are made again from the seed by a [BlockReader] whenever they are asked for.
public final class SimulatedChain {
  private static final long HEADER_PURPOSE = 4;
  private static final double MISSED_SLOTS = 0.01;
  private static final int TRANSACTION_BITS = 24;

  private final EvmChainOptions options;
  private final Branches branches;
  private final Population population;
  private final BlockDigest[] digests;
  private final long[] timestamps;
  private final byte[] hashes;
  private final HashIndex blockNumbers;
  private final long logs;
  private @Nullable HashIndex transactionPositions;

  /// Makes the chain: some 300,000 transfers a second on each core, on all that there are.
  public SimulatedChain(EvmChainOptions options) {
    this(options, Branches.none(options.seed()),
        new Population(options.seed(), options.traffic()), new BlockDigest[options.blocks()], 0);
  }

  private SimulatedChain(EvmChainOptions options, Branches branches, Population population,
      BlockDigest[] digests, int firstNew) {
    this.options = options;
    this.branches = branches;
    this.population = population;
    this.digests = digests;
    this.timestamps = new long[options.blocks()];
    this.hashes = new byte[options.blocks() * Keccak.HASH_LENGTH];
    this.blockNumbers = new HashIndex(options.blocks());
    assembleBodies(firstNew);
    linkHeaders();
    this.logs = Arrays.stream(digests).mapToLong(BlockDigest::logs).sum();
  }

  /// The chain after a reorganisation: the same below `firstBlock`, another branch of the same length
  /// from there on. The same arguments give the same branch.
  ///
  /// @param firstBlock number of the first block replaced, 1 to the head
  /// @param branchSeed another seed is another branch
  public SimulatedChain reorganised(long firstBlock, long branchSeed) {
    if (firstBlock < 1 || firstBlock > head()) {
      throw new IllegalArgumentException(
          "firstBlock is not in 1 to " + head() + ": " + firstBlock);
    }
    return new SimulatedChain(options, branches.replacedFrom(firstBlock, branchSeed), population,
        digests.clone(), (int) firstBlock);
  }

  /// What the chain was made from.
  public EvmChainOptions options() {
    return options;
  }

  /// The number of the newest block.
  public long head() {
    return options.blocks() - 1L;
  }

  /// The number of logs in all blocks.
  public long logCount() {
    return logs;
  }

  /// The number of logs in a block.
  public int logCount(long number) {
    return digests[(int) number].logs();
  }

  /// The number of transactions in a block.
  public int transactionCount(long number) {
    return digests[(int) number].transactionHashes().length / Keccak.HASH_LENGTH;
  }

  /// The hashes of a block's transactions one after the other, not to be changed.
  public byte[] transactionHashes(long number) {
    return digests[(int) number].transactionHashes();
  }

  /// The block's time, seconds since 1970.
  public long timestamp(long number) {
    return timestamps[(int) number];
  }

  /// The block's hash.
  public byte[] hash(long number) {
    int offset = (int) number * Keccak.HASH_LENGTH;
    return Arrays.copyOfRange(hashes, offset, offset + Keccak.HASH_LENGTH);
  }

  /// The block's logs bloom, 256 bytes, not to be changed.
  public byte[] logsBloom(long number) {
    return digests[(int) number].logsBloom();
  }

  /// The number of the block with this hash, or −1.
  public long numberOf(byte[] blockHash) {
    return blockNumbers.get(blockHash);
  }

  /// The number of the block that holds this transaction, or −1.
  public long blockOf(byte[] transactionHash) {
    long position = transactionPositions().get(transactionHash);
    return position < 0 ? -1 : position >>> TRANSACTION_BITS;
  }

  /// The index of this transaction in its block, or −1.
  public int indexOf(byte[] transactionHash) {
    long position = transactionPositions().get(transactionHash);
    return position < 0 ? -1 : (int) position & ((1 << TRANSACTION_BITS) - 1);
  }

  /// The block's header.
  public Header header(long number) {
    byte[] parentHash = number == 0 ? new byte[Keccak.HASH_LENGTH] : hash(number - 1);
    return header(number, parentHash, new SeededRandom());
  }

  /// A reader of blocks' bodies, for one thread.
  public BlockReader reader() {
    return new BlockReader(this, population);
  }

  BlockPlanner planner() {
    return new BlockPlanner(options, branches, population);
  }

  Population population() {
    return population;
  }

  private void assembleBodies(int firstNew) {
    int run = 64;
    IntStream.range(0, (digests.length - firstNew + run - 1) / run).parallel().forEach(index -> {
      var assembler = new BlockAssembler(options, branches, population);
      int first = firstNew + index * run;
      int end = Math.min(digests.length, first + run);
      for (int number = first; number < end; number++) {
        digests[number] = assembler.assemble(number);
      }
    });
  }

  private void linkHeaders() {
    var random = new SeededRandom();
    var keccak = new Keccak();
    var rlp = new RlpBuffer();
    byte[] parentHash = new byte[Keccak.HASH_LENGTH];
    for (int number = 0; number < digests.length; number++) {
      timestamps[number] = number == 0
          ? options.genesisTime().getEpochSecond()
          : timestamps[number - 1] + slots(random, number) * options.blockTime().toSeconds();
      header(number, parentHash, random).encode(rlp.clear());
      keccak.update(rlp.bytes(), 0, rlp.size()).digest(hashes, number * Keccak.HASH_LENGTH);
      blockNumbers.put(hashes, number * Keccak.HASH_LENGTH, number);
      parentHash = hash(number);
    }
  }

  private int slots(SeededRandom random, long number) {
    return random.reset(branches.seedAt(number), HEADER_PURPOSE + 1, number).chance(MISSED_SLOTS)
        ? 2
        : 1;
  }

  private Header header(long number, byte[] parentHash, SeededRandom random) {
    random.reset(branches.seedAt(number), HEADER_PURPOSE, number);
    BlockDigest digest = digests[(int) number];
    return new Header(parentHash, population.holder(1), random.nextBytes(32),
        digest.transactionsRoot(), digest.receiptsRoot(), digest.logsBloom(), number, gasLimit(),
        digest.gasUsed(), timestamp(number), random.nextBytes(8), random.nextBytes(32),
        1_000_000_000L + random.nextInt(1_000_000_000), random.nextBytes(32), Header.EMPTY_ROOT, 0,
        0);
  }

  private long gasLimit() {
    // Room for the busiest blocks, with their other logs.
    Traffic traffic = options.traffic();
    double logsPerBlock = traffic.transfersPerBlock() * (1 + traffic.otherLogsPerTransfer());
    return Math.max(30_000_000L, (long) (logsPerBlock * 600_000));
  }

  /// Made when it is first asked for: it takes more memory than all else, and few need it.
  private synchronized HashIndex transactionPositions() {
    HashIndex index = transactionPositions;
    if (index == null) {
      index = indexTransactions();
      transactionPositions = index;
    }
    return index;
  }

  private HashIndex indexTransactions() {
    int count = Arrays.stream(digests).mapToInt(
        digest -> digest.transactionHashes().length / Keccak.HASH_LENGTH).sum();
    var index = new HashIndex(count);
    for (int number = 0; number < digests.length; number++) {
      byte[] blockHashes = digests[number].transactionHashes();
      for (int i = 0; i * Keccak.HASH_LENGTH < blockHashes.length; i++) {
        index.put(blockHashes, i * Keccak.HASH_LENGTH, ((long) number << TRANSACTION_BITS) | i);
      }
    }
    return index;
  }
}
