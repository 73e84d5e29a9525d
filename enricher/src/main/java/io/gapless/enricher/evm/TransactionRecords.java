package io.gapless.enricher.evm;

import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.EvmExecution;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.evm.records.LogRecords;
import io.gapless.fetcher.leaf.AvroOutput;
import io.gapless.fetcher.leaf.LeafRecords;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Transactions with their receipts as records of a batch; and the fills of orders among their logs as
/// records of their own dataset, since trades are settled by them.
///
/// For one thread.
final class TransactionRecords {

  /// The dataset of the transactions.
  static final String DATASET = "transaction_enrichment";
  /// All that a batch has records of.
  static final List<String> DATASETS = List.of(DATASET, "exchange_fills");
  private static final int WORD = 32;
  private static final int SELECTOR = 4;

  private final LeafRecords records;

  TransactionRecords(LeafRecords records) {
    this.records = records;
  }

  /// Adds one, of the block with this header.
  void add(EvmExecution execution, EvmHeader header) {
    var transaction = execution.transaction();
    var receipt = execution.receipt();
    var fees = receipt.fees();
    var out = records.begin(DATASET);
    out.writeLong(header.number());
    out.writeLong(Math.multiplyExact(header.timestamp(), 1000L));
    out.writeFixed(header.hash().bytes());
    out.writeFixed(transaction.hash().bytes());
    out.writeLong(transaction.index());
    out.writeLong(transaction.type());
    out.writeFixed(transaction.from().bytes());
    address(out, transaction.to());
    address(out, receipt.contractAddress());
    out.writeLong(transaction.nonce());
    out.writeFixed(word(transaction.value()));
    number(out, receipt.status());
    out.writeLong(transaction.gasLimit());
    out.writeLong(fees.gasUsed());
    number(out, fees.gasPrice());
    number(out, baseFee(header).map(fee -> fee.multiply(BigInteger.valueOf(fees.gasUsed()))));
    number(out, fees.l1Fee());
    number(out, fees.l1GasUsed());
    number(out, fees.l1GasPrice());
    number(out, fees.l1BaseFeeScalar());
    number(out, fees.l1BlobBaseFee());
    number(out, fees.l1BlobBaseFeeScalar());
    number(out, fees.blobGasUsed());
    number(out, fees.blobGasPrice());
    byte[] input = transaction.input();
    out.writeBytes(input, 0, input.length < SELECTOR ? 0 : SELECTOR);
    out.writeBytes(input, 0, input.length);
    logs(out, receipt.logs());
    records.end(DATASET, header.number());
    receipt.logs().stream().filter(log -> log.topicCount > 0)
        .forEach(log -> LogRecords.write(log, header.timestamp(), records));
    records.keep();
  }

  /// Size of what was added.
  long bytes() {
    return records.bytes();
  }

  /// What was added.
  LeafRecords all() {
    return records;
  }

  private static Optional<BigInteger> baseFee(EvmHeader header) {
    return Optional.ofNullable(header.fields().get("baseFeePerGas"))
        .map(fee -> new BigInteger(fee.substring(2), 16));
  }

  private static void address(AvroOutput out, Optional<Address> address) {
    out.writeLong(address.isPresent() ? 1 : 0);
    address.ifPresent(one -> out.writeFixed(one.bytes()));
  }

  private static void number(AvroOutput out, OptionalLong number) {
    out.writeLong(number.isPresent() ? 1 : 0);
    number.ifPresent(out::writeLong);
  }

  private static void number(AvroOutput out, Optional<BigInteger> number) {
    out.writeLong(number.isPresent() ? 1 : 0);
    number.ifPresent(one -> out.writeFixed(word(one)));
  }

  private static void logs(AvroOutput out, List<EvmLog> logs) {
    if (!logs.isEmpty()) {
      out.writeLong(logs.size());
      for (var log : logs) {
        out.writeLong(log.logIndex);
        out.writeFixed(log.address);
        if (log.topicCount > 0) {
          out.writeLong(log.topicCount);
          for (int topic = 0; topic < log.topicCount; topic++) {
            out.writeFixed(log.topics[topic]);
          }
        }
        out.writeLong(0);
        out.writeBytes(log.data, 0, log.dataLength);
      }
    }
    out.writeLong(0);
  }

  private static byte[] word(BigInteger number) {
    byte[] bytes = number.toByteArray();
    var word = new byte[WORD];
    int from = bytes.length > WORD ? bytes.length - WORD : 0; // a leading sign byte
    int length = bytes.length - from;
    System.arraycopy(bytes, from, word, WORD - length, length);
    return word;
  }
}
