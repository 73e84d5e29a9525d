package io.gapless.chains.evm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.stream.Collectors;

/// A member of a log in JSON.
enum LogField {

  ADDRESS("address", 1),
  TOPICS("topics", 1 << 1),
  DATA("data", 1 << 2),
  BLOCK_NUMBER("blockNumber", 1 << 3),
  BLOCK_HASH("blockHash", 1 << 4),
  TRANSACTION_HASH("transactionHash", 1 << 5),
  TRANSACTION_INDEX("transactionIndex", 1 << 6),
  LOG_INDEX("logIndex", 1 << 7),
  BLOCK_TIMESTAMP("blockTimestamp", 0),
  REMOVED("removed", 0),
  /// What nobody asks for.
  OTHER("", 0);

  private static final int NEEDED = (1 << 8) - 1;

  @SuppressWarnings("ImmutableEnumChecker") // written here alone
  private final byte[] text;
  private final int flag;

  LogField(String text, int flag) {
    this.text = text.getBytes(US_ASCII);
    this.flag = flag;
  }

  /// The member of this name.
  static LogField of(String name) {
    byte[] text = name.getBytes(US_ASCII);
    return of(text, 0, text.length);
  }

  /// The member of the name that lies there.
  static LogField of(byte[] bytes, int from, int length) {
    LogField candidate = switch (length) {
      case 4 -> DATA;
      case 6 -> TOPICS;
      case 7 -> bytes[from] == 'a' ? ADDRESS : REMOVED;
      case 8 -> LOG_INDEX;
      case 9 -> BLOCK_HASH;
      case 11 -> BLOCK_NUMBER;
      case 14 -> BLOCK_TIMESTAMP;
      case 15 -> TRANSACTION_HASH;
      case 16 -> TRANSACTION_INDEX;
      default -> OTHER;
    };
    return Arrays.equals(candidate.text, 0, candidate.text.length, bytes, from, from + length)
        ? candidate
        : OTHER;
  }

  /// A bit of its own where a log must have it, else 0.
  int flag() {
    return flag;
  }

  /// Refuses a log that lacks a member with an [IllegalArgumentException].
  ///
  /// @param seen flags of the members that it has
  static void requireAll(int seen) {
    if (seen != NEEDED) {
      throw new IllegalArgumentException("a log lacks " + Arrays.stream(values())
          .filter(field -> (field.flag & ~seen) != 0)
          .map(field -> new String(field.text, US_ASCII)).collect(Collectors.joining(", ")));
    }
  }
}
