package io.gapless.simulator.evm.chain;

import java.util.Arrays;

/// The logs of one block as a client sees them, packed one after the other: address (20 bytes),
/// topics (32 each), data. Reusable, for one thread; read it through [#bytes] and the offsets.
public final class BlockLogs {
  public static final int ADDRESS_LENGTH = 20;
  public static final int TOPIC_LENGTH = 32;

  private byte[] bytes = new byte[1 << 14];
  private int[] offsets = new int[65];
  private int[] topicCounts = new int[64];
  private int[] transactionIndexes = new int[64];
  private int size;

  BlockLogs() {}

  /// The number of logs; their indexes in the block run from 0.
  public int size() {
    return size;
  }

  /// The packed bytes.
  public byte[] bytes() {
    return bytes;
  }

  /// Where the log's address begins.
  public int addressOffset(int log) {
    return offsets[log];
  }

  /// The number of the log's topics, 0 to 4.
  public int topicCount(int log) {
    return topicCounts[log];
  }

  /// Where the log's topic begins.
  public int topicOffset(int log, int topic) {
    return offsets[log] + ADDRESS_LENGTH + topic * TOPIC_LENGTH;
  }

  /// Where the log's data begins.
  public int dataOffset(int log) {
    return topicOffset(log, topicCounts[log]);
  }

  /// The number of bytes of the log's data.
  public int dataLength(int log) {
    return offsets[log + 1] - dataOffset(log);
  }

  /// The index in the block of the log's transaction.
  public int transactionIndex(int log) {
    return transactionIndexes[log];
  }

  /// Changes the last byte of the log's data, or of its last topic where it has no data, in this
  /// copy of the block's logs.
  public void alter(int log) {
    bytes[offsets[log + 1] - 1] ^= 1;
  }

  void clear() {
    size = 0;
  }

  void begin(byte[] address, int transactionIndex) {
    if (size == topicCounts.length) {
      offsets = Arrays.copyOf(offsets, size * 2 + 1);
      topicCounts = Arrays.copyOf(topicCounts, size * 2);
      transactionIndexes = Arrays.copyOf(transactionIndexes, size * 2);
    }
    topicCounts[size] = 0;
    transactionIndexes[size] = transactionIndex;
    size++;
    offsets[size] = offsets[size - 1];
    append(address, address.length);
  }

  void topic(byte[] topic) {
    append(topic, TOPIC_LENGTH);
    topicCounts[size - 1]++;
  }

  /// A topic that is an address, padded on the left.
  void addressTopic(byte[] address) {
    dataAddress(address);
    topicCounts[size - 1]++;
  }

  /// A topic that is a number of the plan.
  void wordTopic(BlockPlan plan, int event, int word) {
    dataWord(plan, event, word);
    topicCounts[size - 1]++;
  }

  void dataAddress(byte[] address) {
    reserve(TOPIC_LENGTH);
    int at = offsets[size];
    Arrays.fill(bytes, at, at + TOPIC_LENGTH - ADDRESS_LENGTH, (byte) 0);
    System.arraycopy(address, 0, bytes, at + TOPIC_LENGTH - ADDRESS_LENGTH, ADDRESS_LENGTH);
    offsets[size] = at + TOPIC_LENGTH;
  }

  void dataWord(BlockPlan plan, int event, int word) {
    for (int part = 0; part < 4; part++) {
      dataLong(plan.wordPart(event, word, part));
    }
  }

  /// A 256-bit number that fits a long.
  void dataNumber(long number) {
    dataLong(0);
    dataLong(0);
    dataLong(0);
    dataLong(number);
  }

  private void dataLong(long value) {
    reserve(Long.BYTES);
    int at = offsets[size];
    for (int i = Long.BYTES - 1, shift = 0; i >= 0; i--, shift += 8) {
      bytes[at + i] = (byte) (value >>> shift);
    }
    offsets[size] = at + Long.BYTES;
  }

  private void append(byte[] source, int length) {
    reserve(length);
    System.arraycopy(source, 0, bytes, offsets[size], length);
    offsets[size] += length;
  }

  private void reserve(int length) {
    if (offsets[size] + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, offsets[size] + length));
    }
  }
}
