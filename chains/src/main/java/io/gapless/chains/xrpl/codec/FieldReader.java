package io.gapless.chains.xrpl.codec;

import java.nio.ByteBuffer;

/// Walks the fields of a serialised object in place, and skips what nobody asks for. A field that is
/// not known is passed over by the length of its type; a type that is not known ends the reading.
/// [Serialization format](https://xrpl.org/docs/references/protocol/binary-format)
///
/// ```
/// var fields = new FieldReader(blob);
/// while (fields.next()) {
///   if (fields.field() == Field.FLAGS) { flags = fields.number(); }
/// }
/// ```
/// Everything that is wrong with the bytes is an [UnreadableBinaryException].
public final class FieldReader {

  /// The network allows 10.
  private static final int MAX_DEPTH = 30;

  private static final int AMOUNT = 6;
  private static final int BLOB = 7;
  private static final int ACCOUNT = 8;
  private static final int OBJECT = 14;
  private static final int ARRAY = 15;
  private static final int PATH_SET = 18;
  private static final int VECTOR256 = 19;
  private static final int ISSUE = 24;
  private static final int BRIDGE = 25;

  /// Bytes of a value by the code of its type; -1 where there is no such type. The types that are
  /// named above say their length themselves.
  private static final int[] FIXED = {
      -1, 2, 4, 8, 16, 32, -1, -1, -1, 12, 4, 8, -1, -1, -1, -1,
      1, 20, -1, -1, 12, 24, 48, 64, -1, -1, 20,
  };

  private final byte[] source;
  private final ByteBuffer numbers;
  private int at;
  private int field;
  private int offset;
  private int length;

  public FieldReader(byte[] source) {
    this.source = source;
    this.numbers = ByteBuffer.wrap(source);
  }

  /// Goes to the next field; false where there is none left. A field that is an object or an array is
  /// passed as one.
  public boolean next() {
    if (at == source.length) {
      return false;
    }
    readField();
    int type = field >>> 8;
    if (field == Field.END_OF_OBJECT || field == Field.END_OF_ARRAY) {
      throw unreadable(at, "an end of nothing");
    }
    if (type == OBJECT || type == ARRAY) {
      offset = at;
      skipNested(type);
      length = at - offset;
    } else {
      readValue(type);
    }
    return true;
  }

  /// The field, as [Field] writes it.
  public int field() {
    return field;
  }

  /// Where the value starts, its length prefix left behind.
  public int offset() {
    return offset;
  }

  /// How many bytes the value has.
  public int length() {
    return length;
  }

  /// The value of an unsigned number; of 64 bits, those bits.
  public long number() {
    return switch (length) {
      case 1 -> Byte.toUnsignedLong(source[offset]);
      case 2 -> Short.toUnsignedLong(numbers.getShort(offset));
      case 4 -> Integer.toUnsignedLong(numbers.getInt(offset));
      case 8 -> numbers.getLong(offset);
      default -> throw unreadable(offset, "not a number");
    };
  }

  /// The value of an amount.
  public XrplAmount amount() {
    return AmountReader.read(source, offset, length);
  }

  /// The value of an account.
  public AccountId account() {
    if (length != AccountId.LENGTH) {
      throw unreadable(offset, "an account of " + length + " bytes");
    }
    return AccountId.of(source, offset);
  }

  private void readField() {
    int start = at;
    int first = readByte();
    int type = first >>> 4;
    int code = first & 15;
    if (type == 0) {
      type = readByte();
      if (type < 16) {
        throw unreadable(start, "no field");
      }
    }
    if (code == 0) {
      code = readByte();
      if (code < 16) {
        throw unreadable(start, "no field");
      }
    }
    field = Field.of(type, code);
  }

  private void readValue(int type) {
    int size = switch (type) {
      case AMOUNT -> amountSize();
      case BLOB, ACCOUNT, VECTOR256 -> readLength();
      case PATH_SET -> pathsSize();
      case ISSUE -> issueSize(at);
      case BRIDGE -> bridgeSize();
      default -> type < FIXED.length ? FIXED[type] : -1;
    };
    if (size < 0) {
      throw unreadable(at, "type " + type + " is not known");
    }
    offset = at;
    length = size;
    skip(size);
  }

  /// Goes behind the end of an object or array whose fields come next; a loop, for depth is the
  /// sender's choice.
  private void skipNested(int outer) {
    int own = field;
    int depth = 1;
    long arrays = outer == ARRAY ? 1 : 0;
    while (depth > 0) {
      readField();
      int type = field >>> 8;
      if (field == Field.END_OF_OBJECT || field == Field.END_OF_ARRAY) {
        if ((arrays & 1) != (type == ARRAY ? 1 : 0)) {
          throw unreadable(at, "an end of something else");
        }
        arrays >>>= 1;
        depth--;
      } else if (type == OBJECT || type == ARRAY) {
        if (++depth > MAX_DEPTH) {
          throw unreadable(at, "nested deeper than " + MAX_DEPTH);
        }
        arrays = arrays << 1 | (type == ARRAY ? 1 : 0);
      } else {
        readValue(type);
      }
    }
    field = own;
  }

  private int amountSize() {
    int first = peek(at);
    if ((first & 0x80) != 0) {
      return AmountReader.ISSUED_LENGTH;
    }
    return (first & 0x20) != 0 ? AmountReader.MPT_LENGTH : AmountReader.DROPS_LENGTH;
  }

  /// XRP is a currency of zeros; others have an issuer, and an MPT stands as its issuer, the account
  /// of nobody, and a sequence.
  private int issueSize(int start) {
    if (isNumber(start, 0)) {
      return 20;
    }
    return isNumber(start + 20, 1) ? 44 : 40;
  }

  /// Whether the 20 bytes are the number.
  private boolean isNumber(int start, int number) {
    for (int i = 0; i < 19; i++) {
      if (peek(start + i) != 0) {
        return false;
      }
    }
    return peek(start + 19) == number;
  }

  /// Two doors, each an account with its length before it and an issue behind it.
  private int bridgeSize() {
    int end = at;
    for (int door = 0; door < 2; door++) {
      if (peek(end) != AccountId.LENGTH) {
        throw unreadable(end, "a bridge's door of " + peek(end) + " bytes");
      }
      end += 1 + AccountId.LENGTH;
      end += issueSize(end);
    }
    return end - at;
  }

  /// Steps of a kind, and what the kind says that they have.
  private int pathsSize() {
    int end = at;
    while (true) {
      int kind = peek(end++);
      if (kind == 0x00) {
        return end - at;
      }
      if (kind == 0xFF) {
        continue;
      }
      if ((kind & ~0x71) != 0) {
        throw unreadable(end - 1, "a step of a path of kind " + kind);
      }
      end += 20 * Integer.bitCount(kind & 0x31) + ((kind & 0x40) != 0 ? 24 : 0);
    }
  }

  /// [Length prefixing](https://xrpl.org/docs/references/protocol/binary-format#length-prefixing)
  private int readLength() {
    int first = readByte();
    if (first <= 192) {
      return first;
    }
    if (first <= 240) {
      return 193 + (first - 193) * 256 + readByte();
    }
    if (first <= 254) {
      return 12481 + (first - 241) * 65536 + readByte() * 256 + readByte();
    }
    throw unreadable(at - 1, "no length");
  }

  private int readByte() {
    int value = peek(at);
    at++;
    return value;
  }

  private int peek(int position) {
    if (position >= source.length) {
      throw unreadable(position, "ends too early");
    }
    return Byte.toUnsignedInt(source[position]);
  }

  private void skip(int size) {
    if (source.length - at < size) {
      throw unreadable(at, size + " bytes expected, " + (source.length - at) + " left");
    }
    at += size;
  }

  private static UnreadableBinaryException unreadable(int position, String why) {
    return new UnreadableBinaryException(why + " (byte " + position + ")");
  }
}
