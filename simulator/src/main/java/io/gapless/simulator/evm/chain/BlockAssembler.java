package io.gapless.simulator.evm.chain;

import io.gapless.simulator.evm.encoding.IndexedTrie;
import io.gapless.simulator.evm.encoding.Keccak;
import io.gapless.simulator.evm.encoding.LogsBloom;
import io.gapless.simulator.evm.encoding.RlpBuffer;
import io.gapless.simulator.seeds.SeededRandom;
import java.util.Arrays;

/// Computes what a block's header says of its content; for one thread.
final class BlockAssembler {
  private final EvmChainOptions options;
  private final Population population;
  private final BlockPlanner planner;
  private final LogEncoder encoder;
  private final SeededRandom random = new SeededRandom();
  private final BlockPlan plan = new BlockPlan();
  private final BlockLogs logs = new BlockLogs();
  private final Keccak keccak = new Keccak();
  private final LogsBloom blooms = new LogsBloom(1 << 14);
  private final IndexedTrie trie = new IndexedTrie();
  private final RlpBuffer transactions = new RlpBuffer();
  private final RlpBuffer receipts = new RlpBuffer();
  private final byte[] receiptBloom = new byte[LogsBloom.LENGTH];

  BlockAssembler(EvmChainOptions options, Branches branches, Population population) {
    this.options = options;
    this.population = population;
    this.planner = new BlockPlanner(options, branches, population);
    this.encoder = new LogEncoder(population);
  }

  BlockDigest assemble(long number) {
    planner.plan(number, plan);
    encoder.encode(plan, logs);
    transactions.clear();
    receipts.clear();
    int count = plan.transactions;
    int[] transactionOffsets = new int[count + 1];
    int[] receiptOffsets = new int[count + 1];
    byte[] hashes = new byte[count * Keccak.HASH_LENGTH];
    byte[] bloom = new byte[LogsBloom.LENGTH];
    long gasUsed = 0;
    for (int i = 0; i < count; i++) {
      var transaction = SimulatedTransaction.of(plan, i, population, options, random);
      transaction.encode(transactions);
      transactionOffsets[i + 1] = transactions.size();
      keccak.update(transactions.bytes(), transactionOffsets[i],
          transactions.size() - transactionOffsets[i]).digest(hashes, i * Keccak.HASH_LENGTH);
      gasUsed += transaction.gasUsed();
      encodeReceipt(transaction, plan.firstEvent(i), plan.endEvent(i), gasUsed);
      receiptOffsets[i + 1] = receipts.size();
      for (int at = 0; at < bloom.length; at++) {
        bloom[at] |= receiptBloom[at];
      }
    }
    byte[] transactionsRoot = new byte[Keccak.HASH_LENGTH];
    byte[] receiptsRoot = new byte[Keccak.HASH_LENGTH];
    trie.root(transactions, transactionOffsets, count, transactionsRoot, 0);
    trie.root(receipts, receiptOffsets, count, receiptsRoot, 0);
    return new BlockDigest(transactionsRoot, receiptsRoot, bloom, gasUsed, logs.size(), hashes);
  }

  private void encodeReceipt(SimulatedTransaction transaction, int firstLog, int endLog,
      long cumulativeGasUsed) {
    fillBloom(logs, firstLog, endLog, receiptBloom, blooms);
    if (transaction.type() != 0) {
      receipts.raw(transaction.type());
    }
    int receipt = receipts.beginList();
    receipts.quantity(transaction.succeeded() ? 1 : 0).quantity(cumulativeGasUsed)
        .string(receiptBloom);
    int all = receipts.beginList();
    for (int i = firstLog; i < endLog; i++) {
      int log = receipts.beginList();
      receipts.string(logs.bytes(), logs.addressOffset(i), BlockLogs.ADDRESS_LENGTH);
      int topics = receipts.beginList();
      for (int topic = 0; topic < logs.topicCount(i); topic++) {
        receipts.string(logs.bytes(), logs.topicOffset(i, topic), BlockLogs.TOPIC_LENGTH);
      }
      receipts.endList(topics);
      receipts.string(logs.bytes(), logs.dataOffset(i), logs.dataLength(i));
      receipts.endList(log);
    }
    receipts.endList(all);
    receipts.endList(receipt);
  }

  /// Sets `bloom` to that of the logs from `first` up to, not including, `end`.
  static void fillBloom(BlockLogs logs, int first, int end, byte[] bloom, LogsBloom blooms) {
    Arrays.fill(bloom, (byte) 0);
    for (int i = first; i < end; i++) {
      blooms.add(logs.bytes(), logs.addressOffset(i), BlockLogs.ADDRESS_LENGTH, bloom, 0);
      for (int topic = 0; topic < logs.topicCount(i); topic++) {
        blooms.add(logs.bytes(), logs.topicOffset(i, topic), BlockLogs.TOPIC_LENGTH, bloom, 0);
      }
    }
  }
}
