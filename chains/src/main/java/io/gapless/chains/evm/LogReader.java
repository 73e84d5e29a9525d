package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads logs with Jackson's streaming parser: no trees, no text per field.
final class JacksonLogParser implements LogParser {

  private static final int ADDRESS = 1;
  private static final int TOPICS = 1 << 1;
  private static final int DATA = 1 << 2;
  private static final int BLOCK_NUMBER = 1 << 3;
  private static final int BLOCK_HASH = 1 << 4;
  private static final int TRANSACTION_HASH = 1 << 5;
  private static final int TRANSACTION_INDEX = 1 << 6;
  private static final int LOG_INDEX = 1 << 7;
  private static final int ALL = (1 << 8) - 1;

  @Override
  public RpcReply parse(InputStream body, LogVisitor visitor) throws IOException {
    return RpcReader.read(body, json -> result(json, visitor));
  }

  private static @Nullable Object result(JsonParser json, LogVisitor visitor) throws IOException {
    return switch (json.currentToken()) {
      case START_ARRAY -> logs(json, visitor);
      case START_OBJECT -> HeaderReader.read(json);
      case VALUE_NULL -> null;
      default -> throw new IllegalArgumentException("neither logs nor a block");
    };
  }

  static LogsRead logs(JsonParser json, LogVisitor visitor) throws IOException {
    var log = new EvmLog();
    long count = 0;
    while (json.nextToken() == JsonToken.START_OBJECT) {
      read(json, log);
      visitor.visit(log);
      count++;
    }
    RpcReader.require(json, json.currentToken() == JsonToken.END_ARRAY, "a list of logs");
    return new LogsRead(count);
  }

  private static void read(JsonParser json, EvmLog log) throws IOException {
    log.blockTimestamp = -1;
    log.removed = false;
    int seen = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      seen |= switch (name) {
        case "address" -> bytes(json, log.address, ADDRESS);
        case "topics" -> topics(json, log);
        case "data" -> data(json, log);
        case "blockNumber" -> {
          log.blockNumber = quantity(json);
          yield BLOCK_NUMBER;
        }
        case "blockHash" -> bytes(json, log.blockHash, BLOCK_HASH);
        case "transactionHash" -> bytes(json, log.transactionHash, TRANSACTION_HASH);
        case "transactionIndex" -> {
          log.transactionIndex = Math.toIntExact(quantity(json));
          yield TRANSACTION_INDEX;
        }
        case "logIndex" -> {
          log.logIndex = Math.toIntExact(quantity(json));
          yield LOG_INDEX;
        }
        case "blockTimestamp" -> {
          log.blockTimestamp = quantity(json);
          yield 0;
        }
        case "removed" -> {
          log.removed = value == JsonToken.VALUE_TRUE;
          yield 0;
        }
        default -> {
          json.skipChildren();
          yield 0;
        }
      };
    }
    if (seen != ALL) {
      throw new IllegalArgumentException("a log lacks " + missing(seen));
    }
  }

  private static int bytes(JsonParser json, byte[] target, int flag) throws IOException {
    requireText(json);
    Hex.bytes(json.getTextCharacters(), json.getTextOffset(), json.getTextLength(), target,
        target.length);
    return flag;
  }

  private static int data(JsonParser json, EvmLog log) throws IOException {
    requireText(json);
    char[] text = json.getTextCharacters();
    int length = Math.max(0, json.getTextLength() / 2 - 1);
    log.reserveData(length);
    Hex.bytes(text, json.getTextOffset(), json.getTextLength(), log.data, length);
    log.dataLength = length;
    return DATA;
  }

  private static int topics(JsonParser json, EvmLog log) throws IOException {
    RpcReader.require(json, json.currentToken() == JsonToken.START_ARRAY, "a list of topics");
    int count = 0;
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      if (count == EvmLog.MAX_TOPICS) {
        throw new IllegalArgumentException("a log has more than 4 topics");
      }
      bytes(json, log.topics[count++], 0);
    }
    RpcReader.require(json, json.currentToken() == JsonToken.END_ARRAY, "a list of topics");
    log.topicCount = count;
    return TOPICS;
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

  private static String missing(int seen) {
    String[] names = {"address", "topics", "data", "blockNumber", "blockHash", "transactionHash",
        "transactionIndex", "logIndex"};
    return names[Integer.numberOfTrailingZeros(~seen)];
  }
}
