package io.gapless.fetcher.evm.records;

import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.leaf.AvroOutput;

/// Words of 32 bytes in a log's topics and data, as the
/// [ABI](https://docs.soliditylang.org/en/latest/abi-spec.html) lays them out.
final class AbiWords {

  static final int WORD = 32;
  private static final int ADDRESS = 20;

  private AbiWords() {}

  /// Whether the topic can be an address: its 12 leading bytes are zero.
  static boolean isAddress(byte[] topic) {
    for (int i = 0; i < WORD - ADDRESS; i++) {
      if (topic[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /// Writes a topic's last 20 bytes.
  static void writeAddress(byte[] topic, AvroOutput out) {
    out.writeFixed(topic, WORD - ADDRESS, ADDRESS);
  }

  /// The word at this position of the data as a number, −1 if it is no offset or length in data of
  /// this size.
  static int offset(EvmLog log, int position) {
    if (position < 0 || position + WORD > log.dataLength) {
      return -1;
    }
    for (int i = 0; i < WORD - 4; i++) {
      if (log.data[position + i] != 0) {
        return -1;
      }
    }
    int value = 0;
    for (int i = WORD - 4; i < WORD; i++) {
      value = value << 8 | (log.data[position + i] & 0xFF);
    }
    return value > log.dataLength ? -1 : value;
  }

  /// Length of the list whose offset stands at a position of the data, −1 if it does not lie in it.
  static int listLength(EvmLog log, int position) {
    int list = offset(log, position);
    int length = list < 0 ? -1 : offset(log, list);
    return length < 0 || (long) list + WORD + (long) length * WORD > log.dataLength ? -1 : length;
  }

  /// Writes a list of words; the log fits, see [#listLength].
  static void writeList(EvmLog log, int position, AvroOutput out) {
    int list = offset(log, position);
    int length = offset(log, list);
    if (length > 0) {
      out.writeLong(length);
      out.writeFixed(log.data, list + WORD, length * WORD);
    }
    out.writeLong(0);
  }

  /// Writes one word of the data as a list of one.
  static void writeSingle(EvmLog log, int position, AvroOutput out) {
    out.writeLong(1);
    out.writeFixed(log.data, position, WORD);
    out.writeLong(0);
  }
}
