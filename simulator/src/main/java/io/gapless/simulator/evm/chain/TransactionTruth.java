package io.gapless.simulator.evm.chain;

import io.gapless.simulator.seeds.SeededRandom;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// All transactions of a chain that made a transfer of ERC-20, ERC-721 or ERC-1155 tokens, told from
/// the plan that the chain was made from and not from what a node writes, so that a mistake in that
/// shows. Of a branch, as of any chain: [io.gapless.simulator.evm.EvmSimulator#chain].
public final class TransactionTruth {
  private static final HexFormat HEX = HexFormat.of();
  private static final int HASH_LENGTH = 32;
  private static final int METHOD_LENGTH = 4;

  private final SimulatedChain chain;

  /// The truth about a chain.
  public TransactionTruth(SimulatedChain chain) {
    this.chain = chain;
  }

  /// Hands over all rows in the order of block and transaction.
  public void forEach(Consumer<TransactionTruthRow> action) {
    forEach(0, chain.head(), action);
  }

  /// Hands over the rows of the blocks `first` to `last`, both included, in order.
  public void forEach(long first, long last, Consumer<TransactionTruthRow> action) {
    var random = new SeededRandom();
    forEachTransfer(first, last, (plan, index) -> action.accept(row(plan, index,
        SimulatedTransaction.of(plan, index, chain.population(), chain.options(), random))));
  }

  /// The number of rows.
  public long count() {
    return count(0, chain.head());
  }

  /// The number of rows of the blocks `first` to `last`, both included.
  public long count(long first, long last) {
    long[] count = {0};
    forEachTransfer(first, last, (_, _) -> count[0]++);
    return count[0];
  }

  @FunctionalInterface
  private interface Action {
    void accept(BlockPlan plan, int transaction);
  }

  private void forEachTransfer(long first, long last, Action action) {
    var planner = chain.planner();
    var plan = new BlockPlan();
    for (long number = first; number <= last; number++) {
      planner.plan(number, plan);
      for (int index = 0; index < plan.transactions; index++) {
        if (transfers(plan, index)) {
          action.accept(plan, index);
        }
      }
    }
  }

  private static boolean transfers(BlockPlan plan, int index) {
    return IntStream.range(plan.firstEvent(index), plan.endEvent(index))
        .mapToObj(event -> TruthDataset.of(plan.kinds[event]))
        .anyMatch(dataset -> dataset != null && dataset != TruthDataset.UNCLASSIFIED_LOGS);
  }

  private TransactionTruthRow row(BlockPlan plan, int index, SimulatedTransaction transaction) {
    byte[] hashes = chain.transactionHashes(plan.number);
    long baseFee = chain.header(plan.number).baseFeePerGas();
    byte[] input = transaction.input();
    return new TransactionTruthRow(plan.number,
        Instant.ofEpochSecond(chain.timestamp(plan.number)), hex(chain.hash(plan.number)),
        hex(Arrays.copyOfRange(hashes, index * HASH_LENGTH, (index + 1) * HASH_LENGTH)), index,
        transaction.type(), hex(transaction.sender()), address(transaction.receiver()),
        address(transaction.contractAddress()), transaction.nonce(),
        BigInteger.valueOf(transaction.value()), transaction.succeeded() ? 1 : 0,
        transaction.gasLimit(), transaction.gasUsed(),
        BigInteger.valueOf(transaction.effectiveGasPrice(baseFee)),
        BigInteger.valueOf(baseFee).multiply(BigInteger.valueOf(transaction.gasUsed())),
        input.length < METHOD_LENGTH ? "0x" : hex(Arrays.copyOf(input, METHOD_LENGTH)),
        hex(input),
        IntStream.range(plan.firstEvent(index), plan.endEvent(index)).boxed().toList());
  }

  private static String address(byte @Nullable [] address) {
    return address == null ? "" : hex(address);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HEX.formatHex(bytes);
  }
}
