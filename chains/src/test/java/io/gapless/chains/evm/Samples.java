package io.gapless.chains.evm;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.Hash32;
import java.util.HexFormat;
import java.util.Random;

/// Blocks and logs as nodes write them.
final class Samples {

  static final Address TOKEN = Address.of("0x" + "a1".repeat(20));
  static final Hash32 TRANSFER =
      Hash32.of("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");

  private Samples() {}

  static String blockHash(long number) {
    return "0x%064x".formatted(number + 0xb10c_0000_0000L);
  }

  static String header(long number) {
    return """
        {"number":"0x%x","hash":"%s","parentHash":"%s","timestamp":"0x%x","logsBloom":"0x%s",\
        "receiptsRoot":"0x%s","transactionsRoot":"0x%s","transactions":["0x%s"],"size":"0x1",\
        "uncles":[],"withdrawals":[{"index":"0x1"}]}""".formatted(
        number, blockHash(number), blockHash(number - 1), 1_700_000_000 + 12 * number,
        "00".repeat(256), "11".repeat(32), "22".repeat(32), "33".repeat(32));
  }

  static String log(long block, int index) {
    return """
        {"address":"%s","topics":["%s","0x%064x","0x%064x"],"data":"0x%064x","blockNumber":"0x%x",\
        "transactionHash":"0x%064x","transactionIndex":"0x%x","blockHash":"%s","logIndex":"0x%x",\
        "blockTimestamp":"0x%x","removed":false}""".formatted(
        TOKEN, TRANSFER, index + 1, index + 2, 1_000_000 + index, block, index * 31L, index,
        blockHash(block), index, 1_700_000_000 + 12 * block);
  }

  /// The receipt of a transaction whose logs come with it as they stand.
  static String receipt(long block, int transaction, String logs) {
    return """
        {"status":"0x1","cumulativeGasUsed":"0x5208","logs":[%s],"type":"0x2","root":null,\
        "transactionHash":"0x%064x","transactionIndex":"0x%x","blockHash":"%s"}""".formatted(
        logs, block * 31, transaction, blockHash(block));
  }

  static String reply(long id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  static String fault(long id, long code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",\"message\":\""
        + message
        + "\"}}";
  }

  static long id(JsonNode call) {
    return call.path("id").asLong();
  }

  static String randomHex(Random random, int bytes) {
    var value = new byte[bytes];
    random.nextBytes(value);
    return "0x" + HexFormat.of().formatHex(value);
  }
}
