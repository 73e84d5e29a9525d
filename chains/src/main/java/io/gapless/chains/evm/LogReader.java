package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// Reads the logs of receipts, as [LogParser] those of answers of their own.
final class LogReader {

  private LogReader() {}

  /// Reads the list whose first token is the current one.
  static void logs(JsonParser json, LogVisitor visitor) throws IOException {
    var log = new EvmLog();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      read(json, log);
      visitor.visit(log);
    }
    RpcReader.require(json, json.currentToken() == JsonToken.END_ARRAY, "a list of logs");
  }

  private static void read(JsonParser json, EvmLog log) throws IOException {
    log.blockTimestamp = -1;
    log.removed = false;
    int seen = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      LogField field = LogField.of(json.currentName());
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      seen |= field.flag();
      switch (field) {
        case ADDRESS -> bytes(json, log.address);
        case TOPICS -> topics(json, log);
        case DATA -> data(json, log);
        case BLOCK_NUMBER -> log.blockNumber = quantity(json);
        case BLOCK_HASH -> bytes(json, log.blockHash);
        case TRANSACTION_HASH -> bytes(json, log.transactionHash);
        case TRANSACTION_INDEX -> log.transactionIndex = Math.toIntExact(quantity(json));
        case LOG_INDEX -> log.logIndex = Math.toIntExact(quantity(json));
        case BLOCK_TIMESTAMP -> log.blockTimestamp = quantity(json);
        case REMOVED -> log.removed = value == JsonToken.VALUE_TRUE;
        case OTHER -> json.skipChildren();
      }
    }
    LogField.requireAll(seen);
  }

  private static void bytes(JsonParser json, byte[] target) throws IOException {
    requireText(json);
    Hex.bytes(json.getTextCharacters(), json.getTextOffset(), json.getTextLength(), target,
        target.length);
  }

  private static void data(JsonParser json, EvmLog log) throws IOException {
    requireText(json);
    char[] text = json.getTextCharacters();
    int length = Math.max(0, json.getTextLength() / 2 - 1);
    log.reserveData(length);
    Hex.bytes(text, json.getTextOffset(), json.getTextLength(), log.data, length);
    log.dataLength = length;
  }

  private static void topics(JsonParser json, EvmLog log) throws IOException {
    RpcReader.require(json, json.currentToken() == JsonToken.START_ARRAY, "a list of topics");
    int count = 0;
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      if (count == EvmLog.MAX_TOPICS) {
        throw new IllegalArgumentException("a log has more than 4 topics");
      }
      bytes(json, log.topics[count++]);
    }
    RpcReader.require(json, json.currentToken() == JsonToken.END_ARRAY, "a list of topics");
    log.topicCount = count;
  }

  private static long quantity(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return json.getLongValue();
    }
    requireText(json);
    return Hex.quantity(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  private static void requireText(JsonParser json) throws IOException {
    RpcReader.require(json, json.currentToken() == JsonToken.VALUE_STRING, "a text");
  }
}
