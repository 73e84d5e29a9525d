package io.gapless.simulator.evm.logs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gapless.simulator.evm.chain.BlockLogs;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.rpc.JsonOut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Renders logs, straight from packed bytes to JSON; for one thread.
public final class LogJson {
  private static final byte[] ADDRESS = bytes("{\"address\":");
  private static final byte[] TOPICS = bytes(",\"topics\":[");
  private static final byte[] COMMA = bytes(",");
  private static final byte[] DATA = bytes("],\"data\":");
  private static final byte[] TRANSACTION_INDEX = bytes(",\"transactionIndex\":");
  private static final byte[] LOG_INDEX = bytes(",\"logIndex\":");
  private static final byte[] END = bytes(",\"removed\":false}");
  /// Characters of a hash or an address as JSON, with quotes and `0x`.
  private static final int TOPIC_CHARACTERS = 68;
  private static final int ADDRESS_CHARACTERS = 44;
  private static final int QUOTES = 4;

  private final SimulatedChain chain;
  private final boolean timestamps;
  private byte[] blockFields = {};
  private byte[] transactionHashes = {};

  /// @param timestamps whether logs carry their block's time, as newer nodes give it
  public LogJson(SimulatedChain chain, boolean timestamps) {
    this.chain = chain;
    this.timestamps = timestamps;
  }

  /// Prepares what all logs of a block share.
  public void begin(long number) {
    transactionHashes = chain.transactionHashes(number);
    var bytes = new ByteArrayOutputStream(256);
    var out = new JsonOut(bytes);
    try {
      out.raw(",\"blockNumber\":").quantity(number);
      out.raw(",\"blockHash\":").hex(chain.hash(number));
      if (timestamps) {
        out.raw(",\"blockTimestamp\":").quantity(chain.timestamp(number));
      }
      out.raw(",\"transactionHash\":").flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from memory
    }
    blockFields = bytes.toByteArray();
  }

  /// Writes a log of the block begun.
  public void write(BlockLogs logs, int log, JsonOut out) throws IOException {
    byte[] bytes = logs.bytes();
    out.raw(ADDRESS).hex(bytes, logs.addressOffset(log), BlockLogs.ADDRESS_LENGTH).raw(TOPICS);
    for (int topic = 0; topic < logs.topicCount(log); topic++) {
      if (topic > 0) {
        out.raw(COMMA);
      }
      out.hex(bytes, logs.topicOffset(log, topic), BlockLogs.TOPIC_LENGTH);
    }
    int transaction = logs.transactionIndex(log);
    out.raw(DATA).hex(bytes, logs.dataOffset(log), logs.dataLength(log)).raw(blockFields)
        .hex(transactionHashes, transaction * 32, 32).raw(TRANSACTION_INDEX).quantity(transaction)
        .raw(LOG_INDEX).quantity(log).raw(END);
  }

  /// The number of bytes that [#write] writes for a log of the block begun.
  public int size(BlockLogs logs, int log) {
    int topics = logs.topicCount(log);
    return ADDRESS.length + ADDRESS_CHARACTERS + TOPICS.length + topics * TOPIC_CHARACTERS
        + Math.max(0, topics - 1) * COMMA.length + DATA.length + QUOTES
        + 2 * logs.dataLength(log) + blockFields.length + TOPIC_CHARACTERS
        + TRANSACTION_INDEX.length + QUOTES + JsonOut.digitCount(logs.transactionIndex(log))
        + LOG_INDEX.length + QUOTES + JsonOut.digitCount(log) + END.length;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
