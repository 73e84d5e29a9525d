package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.EvmBlock;
import io.gapless.chains.evm.EvmFees;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.EvmReceipt;
import io.gapless.chains.evm.Keccak256;
import io.gapless.chains.evm.LogBlooms;
import io.gapless.chains.evm.LogsBloom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Blocks whose hashes fit what is in them.
final class SampleBlocks {

  static final Address TOKEN = Address.of("0x" + "a1".repeat(20));

  private SampleBlocks() {}

  /// A block that holds these receipts, of which the root and the bloom know some.
  static EvmBlock block(long number, List<EvmReceipt> inside, List<EvmReceipt> all) {
    EvmHeader header = header(number, ReceiptsRoot.of(inside),
        new LogBlooms().of(inside.stream().flatMap(receipt -> receipt.logs().stream()).toList()),
        all.size());
    all.forEach(receipt -> receipt.logs().forEach(log -> {
      log.blockNumber = number;
      System.arraycopy(header.hash().bytes(), 0, log.blockHash, 0, Hash32.LENGTH);
      System.arraycopy(
          receipt.transactionHash().bytes(), 0, log.transactionHash, 0, Hash32.LENGTH);
      log.transactionIndex = receipt.transactionIndex();
    }));
    return new EvmBlock(header, all);
  }

  static EvmBlock block(long number, EvmReceipt... receipts) {
    return block(number, List.of(receipts), List.of(receipts));
  }

  static EvmHeader header(long number, Hash32 receiptsRoot, LogsBloom bloom, int transactions) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String hash : List.of(
        "parentHash", "sha3Uncles", "stateRoot", "transactionsRoot", "mixHash")) {
      fields.put(hash, "0x" + "11".repeat(32));
    }
    for (String quantity : List.of("difficulty", "gasLimit", "gasUsed", "timestamp",
        "baseFeePerGas")) {
      fields.put(quantity, "0x1c9c380");
    }
    fields.put("number", "0x" + Long.toHexString(number));
    fields.put("miner", "0x" + "22".repeat(20));
    fields.put("receiptsRoot", receiptsRoot.toString());
    fields.put("logsBloom", bloom.toString());
    fields.put("extraData", "0x");
    fields.put("nonce", "0x0000000000000000");
    return header(fields, transactions);
  }

  /// A header with the hash that the fields make.
  static EvmHeader header(Map<String, String> fields, int transactions) {
    EvmHeader unnamed = named(fields, Hash32.of(new byte[32]), transactions);
    return HeaderHash.missing(unnamed).isPresent()
        ? unnamed
        : named(fields, HeaderHash.of(unnamed), transactions);
  }

  static EvmHeader named(Map<String, String> fields, Hash32 hash, int transactions) {
    return new EvmHeader(
        Long.decode(fields.getOrDefault("number", "0x0")),
        hash,
        Hash32.of(fields.getOrDefault("parentHash", "")),
        Long.decode(fields.getOrDefault("timestamp", "0x0")),
        LogsBloom.of(fields.getOrDefault("logsBloom", "")),
        Hash32.of(fields.getOrDefault("receiptsRoot", "")),
        Hash32.of(fields.getOrDefault("transactionsRoot", "")),
        transactions,
        fields);
  }

  static EvmReceipt receipt(int transactionIndex, int type, EvmLog... logs) {
    return receipt(Hash32.of(Keccak256.hash(new byte[]{(byte) transactionIndex})),
        transactionIndex, type, 21_000L * (transactionIndex + 1), logs);
  }

  static EvmReceipt receipt(
      Hash32 transaction, int transactionIndex, int type, long gas, EvmLog... logs) {
    return new EvmReceipt(transaction, transactionIndex, type, Optional.empty(), OptionalLong.of(1),
        gas,
        Optional.of(new LogBlooms().of(List.of(logs))), List.of(logs), OptionalLong.empty(),
        OptionalLong.empty(), Optional.empty(), Optional.empty(), fees(21_000));
  }

  /// What a transaction costs whose receipt tells of gas alone.
  static EvmFees fees(long gasUsed) {
    return new EvmFees(gasUsed, Optional.empty(), OptionalLong.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty());
  }

  static EvmLog log(int logIndex) {
    var log = new EvmLog();
    System.arraycopy(TOKEN.bytes(), 0, log.address, 0, Address.LENGTH);
    log.topicCount = 2;
    Arrays.fill(log.topics[0], (byte) 0xb1);
    Arrays.fill(log.topics[1], (byte) logIndex);
    log.data[0] = 5;
    log.dataLength = 1;
    log.logIndex = logIndex;
    return log;
  }
}
