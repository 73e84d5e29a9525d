package io.gapless.chains.evm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import io.gapless.chains.evm.RpcReply.Fault;
import io.gapless.chains.evm.RpcReply.Member;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the answer to `eth_getLogs`, alone or in a batch with `eth_getBlockByNumber`, and shows
/// each log to a visitor as it streams by.
///
/// Logs are most of what a backfill reads, so they go from the bytes of the answer to the bytes that
/// they stand for, with no token or text in between; everything else is left to Jackson. What the
/// JSON of a log may not be, such as a hash with an escape in it, is refused.
///
/// For one thread, and one answer.
public final class LogParser {

  private final JsonBytes json;
  private final LogVisitor visitor;
  private final EvmLog log = new EvmLog();

  /// What a list of logs became.
  ///
  /// @param count how many logs it had
  record LogsRead(long count) {}

  private LogParser(InputStream body, LogVisitor visitor) {
    json = new JsonBytes(body);
    this.visitor = visitor;
  }

  /// Reads the answer to `eth_getLogs` alone to its end.
  ///
  /// @return how many logs it has
  /// @throws IOException if it is broken, or has no logs
  /// @throws IllegalArgumentException if a log lacks something
  public static long readLogs(InputStream body, LogVisitor visitor) throws IOException {
    var members = parse(body, visitor).members();
    if (members.size() == 1 && members.getFirst().result() instanceof LogsRead(long count)) {
      return count;
    }
    throw new IOException("no answer with logs");
  }

  /// Reads the body to its end. Results that are arrays are logs ([LogsRead]), objects are blocks
  /// ([EvmHeader]). What the visitor throws goes through; a log that lacks something is an
  /// [IllegalArgumentException], broken JSON or a broken connection an [IOException].
  static RpcReply parse(InputStream body, LogVisitor visitor) throws IOException {
    return new LogParser(body, visitor).reply();
  }

  private RpcReply reply() throws IOException {
    var members = new ArrayList<Member>();
    boolean batch = json.takeIf('[');
    if (!batch) {
      members.add(member());
    } else if (!json.takeIf(']')) {
      do {
        members.add(member());
      } while (json.hasMore(']'));
    }
    json.requireEnd();
    return new RpcReply(batch, members);
  }

  private Member member() throws IOException {
    OptionalLong id = OptionalLong.empty();
    boolean hasResult = false;
    Object result = null;
    Fault error = null;
    json.take('{');
    if (!json.takeIf('}')) {
      do {
        switch (name()) {
          case "id" -> id = byJackson(RpcReader::number);
          case "result" -> {
            hasResult = true;
            result = json.peek() == '[' ? logs() : byJackson(LogParser::header);
          }
          case "error" -> error = byJackson(RpcReader::fault);
          default -> json.skip();
        }
      } while (json.hasMore('}'));
    }
    return new Member(id, hasResult, result, error);
  }

  private String name() throws IOException {
    json.text();
    var name = new String(json.bytes(), json.textStart(), json.textLength(), UTF_8);
    json.take(':');
    return name;
  }

  @FunctionalInterface
  private interface Reader<T extends @Nullable Object> {
    T read(JsonParser json) throws IOException;
  }

  private <T extends @Nullable Object> T byJackson(Reader<T> reader) throws IOException {
    try (JsonParser parser = RpcReader.JSON.createParser(json.copy())) {
      parser.nextToken();
      return reader.read(parser);
    }
  }

  private static @Nullable Object header(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> HeaderReader.read(json);
      case VALUE_NULL -> null;
      default -> throw new IllegalArgumentException("neither logs nor a block");
    };
  }

  private LogsRead logs() throws IOException {
    long count = 0;
    json.take('[');
    if (!json.takeIf(']')) {
      do {
        log();
        visitor.visit(log);
        count++;
      } while (json.hasMore(']'));
    }
    return new LogsRead(count);
  }

  private void log() throws IOException {
    log.blockTimestamp = -1;
    log.removed = false;
    int seen = 0;
    json.take('{');
    if (!json.takeIf('}')) {
      do {
        json.text();
        LogField field = LogField.of(json.bytes(), json.textStart(), json.textLength());
        json.take(':');
        if (json.peek() == 'n') {
          json.skip();
        } else {
          value(field);
          seen |= field.flag();
        }
      } while (json.hasMore('}'));
    }
    LogField.requireAll(seen);
  }

  private void value(LogField field) throws IOException {
    switch (field) {
      case ADDRESS -> bytes(log.address);
      case TOPICS -> topics();
      case DATA -> data();
      case BLOCK_NUMBER -> log.blockNumber = quantity();
      case BLOCK_HASH -> bytes(log.blockHash);
      case TRANSACTION_HASH -> bytes(log.transactionHash);
      case TRANSACTION_INDEX -> log.transactionIndex = Math.toIntExact(quantity());
      case LOG_INDEX -> log.logIndex = Math.toIntExact(quantity());
      case BLOCK_TIMESTAMP -> log.blockTimestamp = quantity();
      case REMOVED -> {
        log.removed = json.peek() == 't';
        json.skip();
      }
      case OTHER -> json.skip();
    }
  }

  private void topics() throws IOException {
    int count = 0;
    json.take('[');
    if (!json.takeIf(']')) {
      do {
        if (count == EvmLog.MAX_TOPICS) {
          throw new IllegalArgumentException("a log has more than 4 topics");
        }
        bytes(log.topics[count++]);
      } while (json.hasMore(']'));
    }
    log.topicCount = count;
  }

  private void bytes(byte[] target) throws IOException {
    json.text(2 + 2 * target.length);
    Hex.bytes(json.bytes(), json.textStart(), json.textLength(), target, target.length);
  }

  private void data() throws IOException {
    json.text();
    int length = Math.max(0, json.textLength() / 2 - 1);
    log.reserveData(length);
    Hex.bytes(json.bytes(), json.textStart(), json.textLength(), log.data, length);
    log.dataLength = length;
  }

  private long quantity() throws IOException {
    if (json.peek() != '"') {
      return byJackson(JsonParser::getLongValue);
    }
    json.text();
    return Hex.quantity(json.bytes(), json.textStart(), json.textLength());
  }
}
