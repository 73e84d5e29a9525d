package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmBlock;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.EvmReceipt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/// Changes of a block that its root covers, as a faulty node might make them.
final class Mutations {

  private Mutations() {}

  /// The block with one change, in a receipt that has logs.
  static EvmBlock change(EvmBlock block, Random random) {
    // Receipts with no gas used up to them may stand outside of the root.
    List<Integer> withLogs = IntStream.range(0, block.receipts().size())
        .filter(i -> !block.receipts().get(i).logs().isEmpty())
        .filter(i -> block.receipts().get(i).cumulativeGasUsed() > 0)
        .boxed()
        .toList();
    int at = withLogs.get(random.nextInt(withLogs.size()));
    EvmReceipt receipt = block.receipts().get(at);
    var logs = new ArrayList<>(receipt.logs());
    int which = random.nextInt(logs.size());
    EvmLog log = logs.get(which).copy();
    logs.set(which, log);
    var receipts = new ArrayList<>(block.receipts());
    switch (random.nextInt(12)) {
      case 0 -> logs.remove(which);
      case 1 -> logs.add(log);
      case 2 -> log.address[random.nextInt(20)] ^= 1;
      case 3 -> log.data = extended(log);
      case 4 -> log.logIndex++;
      case 5 -> log.transactionIndex++;
      case 6 -> log.transactionHash[3] ^= 4;
      case 7 -> {
        if (log.topicCount > 0) {
          log.topics[random.nextInt(log.topicCount)][random.nextInt(32)] ^= 1;
        } else {
          log.topicCount++;
        }
      }
      case 8 -> {
        if (log.dataLength > 0) {
          log.data[random.nextInt(log.dataLength)] ^= 8;
        } else {
          log.data = extended(log);
        }
      }
      case 9 -> {
        receipts.set(at,
            with(receipt, receipt.status().orElse(0) ^ 1, receipt.cumulativeGasUsed()));
        return new EvmBlock(block.header(), receipts);
      }
      case 10 -> {
        receipts.set(at,
            with(receipt, receipt.status().orElse(0), receipt.cumulativeGasUsed() + 1));
        return new EvmBlock(block.header(), receipts);
      }
      default -> {
        receipts.remove(at);
        return new EvmBlock(block.header(), receipts);
      }
    }
    receipts.set(at, receipt.withLogs(logs));
    return new EvmBlock(block.header(), receipts);
  }

  static EvmReceipt with(EvmReceipt receipt, long status, long cumulativeGasUsed) {
    return new EvmReceipt(receipt.transactionHash(), receipt.transactionIndex(), receipt.type(),
        receipt.root(), OptionalLong.of(status), cumulativeGasUsed, receipt.statedBloom(),
        receipt.logs(),
        receipt.depositNonce(), receipt.depositReceiptVersion(), receipt.baseFee(),
        receipt.contractAddress(), receipt.fees());
  }

  static EvmReceipt withRoot(EvmReceipt receipt, Optional<Hash32> root, OptionalLong status) {
    return new EvmReceipt(receipt.transactionHash(), receipt.transactionIndex(), receipt.type(),
        root, status, receipt.cumulativeGasUsed(), receipt.statedBloom(), receipt.logs(),
        receipt.depositNonce(), receipt.depositReceiptVersion(), receipt.baseFee(),
        receipt.contractAddress(), receipt.fees());
  }

  private static byte[] extended(EvmLog log) {
    log.dataLength++;
    return Arrays.copyOf(log.data, log.dataLength);
  }
}
