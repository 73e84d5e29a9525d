package io.gapless.chains.evm;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonParser;
import io.gapless.chains.Hash32;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/// Transactions and receipts as nodes write them, which fit one another. Each uses 30,000 gas.
final class SampleExecutions {

  static final long GAS = 30_000;

  private SampleExecutions() {}

  static Hash32 hash(int index) {
    return Hash32.of("0x%064x".formatted(0x7a00_0000L + index));
  }

  static String transaction(long block, int index) {
    return """
        {"blockHash":"%s","blockNumber":"0x%x","from":"0x%s","gas":"0xc350","gasPrice":"0x3b9aca07",\
        "maxFeePerGas":"0x77359400","hash":"%s","input":"0xa9059cbb0102","nonce":"0x1f","to":"%s",\
        "transactionIndex":"0x%x","value":"0xde0b6b3a7640000","type":"0x2","accessList":[],\
        "chainId":"0x1","v":"0x1","r":"0x2","s":"0x3"}"""
        .formatted(
            Samples.blockHash(block), block, "f1".repeat(20), hash(index), Samples.TOKEN, index);
  }

  static String receipt(long block, int index, String... logs) {
    return """
        {"blockHash":"%s","blockNumber":"0x%x","contractAddress":null,"cumulativeGasUsed":"0x%x",\
        "effectiveGasPrice":"0x3b9aca07","from":"0x%s","gasUsed":"0x%x","logs":[%s],"logsBloom":"%s",\
        "status":"0x1","to":"%s","transactionHash":"%s","transactionIndex":"0x%x","type":"0x2"}"""
        .formatted(Samples.blockHash(block), block, GAS * (index + 1), "f1".repeat(20), GAS,
            String.join(",", logs), bloom(logs), Samples.TOKEN, hash(index), index);
  }

  static String log(long block, int transaction, int logIndex) {
    return """
        {"address":"%s","topics":["%s","0x%064x"],"data":"0x%064x","blockNumber":"0x%x",\
        "transactionHash":"%s","transactionIndex":"0x%x","blockHash":"%s","logIndex":"0x%x",\
        "removed":false}""".formatted(
        Samples.TOKEN, Samples.TRANSFER, logIndex + 1, 1_000_000 + logIndex, block,
        hash(transaction), transaction, Samples.blockHash(block), logIndex);
  }

  /// A block that used this gas, with these transactions.
  static String block(long number, long gasUsed, String... transactions) {
    return Samples.header(number)
        .replace("\"transactions\":[\"0x" + "33".repeat(32) + "\"]",
            "\"gasUsed\":\"0x" + Long.toHexString(gasUsed) + "\",\"transactions\":["
                + Arrays.stream(transactions).collect(joining(",")) + "]");
  }

  private static LogsBloom bloom(String... logs) {
    try (JsonParser json = RpcReader.JSON.createParser("[" + String.join(",", logs) + "]")) {
      json.nextToken();
      List<EvmLog> read = ReceiptReader.logs(json);
      return new LogBlooms().of(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
