package io.gapless.simulator.evm;

import io.gapless.simulator.evm.chain.BlockLogs;
import io.gapless.simulator.evm.chain.BlockReader;
import io.gapless.simulator.evm.chain.Header;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.SimulatedTransaction;
import io.gapless.simulator.evm.encoding.Keccak;
import io.gapless.simulator.evm.logs.LogJson;
import io.gapless.simulator.evm.logs.LogLens;
import io.gapless.simulator.evm.rpc.JsonOut;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Renders blocks, transactions and receipts.
final class BlockJson {
  private final SimulatedChain chain;
  private final Style style;

  /// How logs in receipts look.
  ///
  /// @param logTimestamps whether they carry `blockTimestamp`
  /// @param lens what the node makes of them
  record Style(boolean logTimestamps, LogLens lens) {}

  BlockJson(SimulatedChain chain, Style style) {
    this.chain = chain;
    this.style = style;
  }

  /// Writes a block with its transactions, or with their hashes only.
  void writeBlock(long number, boolean full, JsonOut out) throws IOException {
    writeHeader(chain.header(number), chain.hash(number), out);
    out.raw(",\"uncles\":[],\"withdrawals\":[],\"transactions\":[");
    if (full) {
      writeTransactions(number, out);
    } else {
      writeTransactionHashes(number, out);
    }
    out.raw("]}");
  }

  /// Writes one transaction.
  void writeTransaction(long number, int index, JsonOut out) throws IOException {
    BlockReader reader = chain.reader();
    reader.read(number);
    writeTransaction(number, index, reader.transaction(index), out);
  }

  /// Writes all receipts of a block.
  void writeReceipts(long number, JsonOut out) throws IOException {
    BlockReader reader = chain.reader();
    reader.read(number);
    long cumulativeGasUsed = 0;
    out.raw("[");
    for (int i = 0; i < reader.transactionCount(); i++) {
      SimulatedTransaction transaction = reader.transaction(i);
      cumulativeGasUsed += transaction.gasUsed();
      out.raw(i == 0 ? "" : ",");
      writeReceipt(number, i, transaction, cumulativeGasUsed, reader, out);
    }
    out.raw("]");
  }

  /// Writes one receipt.
  void writeReceipt(long number, int index, JsonOut out) throws IOException {
    BlockReader reader = chain.reader();
    reader.read(number);
    long cumulativeGasUsed = 0;
    for (int i = 0; i <= index; i++) {
      cumulativeGasUsed += reader.transaction(i).gasUsed();
    }
    writeReceipt(number, index, reader.transaction(index), cumulativeGasUsed, reader, out);
  }

  private static void writeHeader(Header header, byte[] hash, JsonOut out) throws IOException {
    out.raw("{\"hash\":").hex(hash);
    out.raw(",\"parentHash\":").hex(header.parentHash());
    out.raw(",\"sha3Uncles\":").hex(Header.NO_UNCLES);
    out.raw(",\"miner\":").hex(header.miner());
    out.raw(",\"stateRoot\":").hex(header.stateRoot());
    out.raw(",\"transactionsRoot\":").hex(header.transactionsRoot());
    out.raw(",\"receiptsRoot\":").hex(header.receiptsRoot());
    out.raw(",\"logsBloom\":").hex(header.logsBloom());
    out.raw(",\"difficulty\":\"0x0\",\"totalDifficulty\":\"0x0\",\"number\":")
        .quantity(header.number());
    out.raw(",\"gasLimit\":").quantity(header.gasLimit());
    out.raw(",\"gasUsed\":").quantity(header.gasUsed());
    out.raw(",\"timestamp\":").quantity(header.timestamp());
    out.raw(",\"extraData\":").hex(header.extraData());
    out.raw(",\"mixHash\":").hex(header.mixHash());
    out.raw(",\"nonce\":\"0x0000000000000000\",\"baseFeePerGas\":")
        .quantity(header.baseFeePerGas());
    out.raw(",\"withdrawalsRoot\":").hex(header.withdrawalsRoot());
    out.raw(",\"blobGasUsed\":").quantity(header.blobGasUsed());
    out.raw(",\"excessBlobGas\":").quantity(header.excessBlobGas());
    out.raw(",\"parentBeaconBlockRoot\":").hex(header.parentBeaconBlockRoot());
    out.raw(",\"size\":\"0x400\"");
  }

  private void writeTransactions(long number, JsonOut out) throws IOException {
    BlockReader reader = chain.reader();
    reader.read(number);
    for (int i = 0; i < reader.transactionCount(); i++) {
      out.raw(i == 0 ? "" : ",");
      writeTransaction(number, i, reader.transaction(i), out);
    }
  }

  private void writeTransactionHashes(long number, JsonOut out) throws IOException {
    byte[] hashes = chain.transactionHashes(number);
    for (int offset = 0; offset < hashes.length; offset += Keccak.HASH_LENGTH) {
      out.raw(offset == 0 ? "" : ",").hex(hashes, offset, Keccak.HASH_LENGTH);
    }
  }

  private void writeTransaction(long number, int index, SimulatedTransaction transaction,
      JsonOut out) throws IOException {
    out.raw("{");
    writePlace(number, index, "hash", transaction, out);
    out.raw(",\"nonce\":").quantity(transaction.nonce());
    out.raw(",\"gas\":").quantity(transaction.gasLimit());
    out.raw(",\"value\":").quantity(transaction.value());
    out.raw(",\"input\":").hex(transaction.input());
    out.raw(",\"chainId\":").quantity(transaction.chainId());
    long baseFee = chain.header(number).baseFeePerGas();
    out.raw(",\"gasPrice\":").quantity(transaction.effectiveGasPrice(baseFee));
    if (transaction.type() == 2) {
      out.raw(",\"maxFeePerGas\":").quantity(transaction.maxFeePerGas());
      out.raw(",\"maxPriorityFeePerGas\":").quantity(transaction.maxPriorityFeePerGas());
    }
    if (transaction.type() != 0) {
      out.raw(",\"accessList\":[],\"yParity\":").quantity(transaction.yParity());
    }
    out.raw(",\"v\":").quantity(transaction.v());
    out.raw(",\"r\":").quantity(transaction.r());
    out.raw(",\"s\":").quantity(transaction.s()).raw("}");
  }

  private void writeReceipt(long number, int index, SimulatedTransaction transaction,
      long cumulativeGasUsed, BlockReader reader, JsonOut out) throws IOException {
    out.raw("{");
    writePlace(number, index, "transactionHash", transaction, out);
    out.raw(",\"status\":").quantity(transaction.succeeded() ? 1 : 0);
    out.raw(",\"cumulativeGasUsed\":").quantity(cumulativeGasUsed);
    out.raw(",\"gasUsed\":").quantity(transaction.gasUsed());
    long baseFee = chain.header(number).baseFeePerGas();
    out.raw(",\"effectiveGasPrice\":").quantity(transaction.effectiveGasPrice(baseFee));
    out.raw(",\"contractAddress\":");
    writeAddress(transaction.contractAddress(), out);
    out.raw(",\"logsBloom\":").hex(reader.receiptBloom(index)).raw(",\"logs\":[");
    writeLogs(number, index, reader, out);
    out.raw("]}");
  }

  private void writeLogs(long number, int index, BlockReader reader, JsonOut out)
      throws IOException {
    BlockLogs logs = reader.logs();
    var json = new LogJson(chain, style.logTimestamps());
    json.begin(number);
    String separator = "";
    for (int log = reader.firstLog(index); log < reader.endLog(index); log++) {
      if (style.lens().copies(number, log) == 0) {
        continue;
      }
      if (style.lens().altered(number, log)) {
        logs.alter(log);
      }
      out.raw(separator);
      separator = ",";
      json.write(logs, log, out);
    }
  }

  /// Writes what a transaction and its receipt have in common.
  private void writePlace(long number, int index, String hashName,
      SimulatedTransaction transaction, JsonOut out) throws IOException {
    out.raw("\"" + hashName + "\":").hex(chain.transactionHashes(number),
        index * Keccak.HASH_LENGTH, Keccak.HASH_LENGTH);
    out.raw(",\"type\":").quantity(transaction.type());
    out.raw(",\"blockHash\":").hex(chain.hash(number));
    out.raw(",\"blockNumber\":").quantity(number);
    out.raw(",\"transactionIndex\":").quantity(index);
    out.raw(",\"from\":").hex(transaction.sender());
    out.raw(",\"to\":");
    writeAddress(transaction.receiver(), out);
  }

  private static void writeAddress(byte @Nullable [] address, JsonOut out) throws IOException {
    if (address == null) {
      out.raw("null");
    } else {
      out.hex(address);
    }
  }
}
