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
    return isAddress(topic, 0);
  }

  /// Whether the word that begins here can be an address.
  static boolean isAddress(byte[] source, int word) {
    for (int i = word; i < word + WORD - ADDRESS; i++) {
      if (source[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /// Writes a topic's last 20 bytes.
  static void writeAddress(byte[] topic, AvroOutput out) {
    writeAddress(topic, 0, out);
  }

  /// Writes the last 20 bytes of the word that begins here.
  static void writeAddress(byte[] source, int word, AvroOutput out) {
    out.writeFixed(source, word + WORD - ADDRESS, ADDRESS);
  }

  /// Writes the word that begins here.
  static void writeWord(byte[] source, int word, AvroOutput out) {
    out.writeFixed(source, word, WORD);
  }

  /// The word that begins here as a number, −1 if it is beyond an int.
  static int number(byte[] source, int word) {
    for (int i = word; i < word + WORD - Integer.BYTES; i++) {
      if (source[i] != 0) {
        return -1;
      }
    }
    int value = 0;
    for (int i = word + WORD - Integer.BYTES; i < word + WORD; i++) {
      value = value << Byte.SIZE | (source[i] & 0xFF);
    }
    return Math.max(value, -1);
  }

  /// The word at this position of the data as a number, −1 if it is no offset or length in data of
  /// this size.
  static int offset(EvmLog log, int position) {
    if (position < 0 || position + WORD > log.dataLength) {
      return -1;
    }
    int value = number(log.data, position);
    return value > log.dataLength ? -1 : value;
  }

  /// Where the list or the bytes end whose offset stands at a position of the data, filled up with
  /// zeros to whole words; −1 if they do not begin where they should or do not lie in the data.
  ///
  /// @param start where they should begin, with their length
  static int endOfDynamic(EvmLog log, int position, int start, AbiType type) {
    int length = offset(log, position) == start ? offset(log, start) : -1;
    if (length < 0) {
      return -1;
    }
    long end = (long) start + WORD + (type == AbiType.BYTES ? length : (long) length * WORD);
    long filled = Math.ceilDiv(end, WORD) * WORD;
    if (filled > log.dataLength) {
      return -1;
    }
    for (int i = (int) end; i < filled; i++) {
      if (log.data[i] != 0) {
        return -1;
      }
    }
    return (int) filled;
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

  /// Writes the bytes whose offset stands at a position of the data; the log fits, see
  /// [#endOfDynamic].
  static void writeBytes(EvmLog log, int position, AvroOutput out) {
    int start = offset(log, position);
    out.writeBytes(log.data, start + WORD, offset(log, start));
  }

  /// Writes one word of the data as a list of one.
  static void writeSingle(EvmLog log, int position, AvroOutput out) {
    out.writeLong(1);
    out.writeFixed(log.data, position, WORD);
    out.writeLong(0);
  }
}
