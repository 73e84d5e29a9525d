package io.gapless.chains.xrpl.json;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a field holds, by the names of the network's own table.
/// [Types](https://xrpl.org/docs/references/protocol/binary-format#type-list)
enum FieldType {
  UINT8("UInt8", 16, 1),
  UINT16("UInt16", 1, 2),
  UINT32("UInt32", 2, 4),
  INT32("Int32", 10, 4),
  /// In hex.
  UINT64("UInt64", 3, 8),
  /// The same, in decimal.
  UINT64_DECIMAL("UInt64Decimal", 3, 8),
  HASH128("Hash128", 4, 16),
  HASH160("Hash160", 17, 20),
  HASH192("Hash192", 21, 24),
  HASH256("Hash256", 5, 32),
  AMOUNT("Amount", 6, 0),
  NUMBER("Number", 9, 12),
  BLOB("Blob", 7, 0),
  ACCOUNT("AccountID", 8, 0),
  VECTOR256("Vector256", 19, 0),
  PATH_SET("PathSet", 18, 0),
  CURRENCY("Currency", 26, 20),
  ISSUE("Issue", 24, 0),
  BRIDGE("XChainBridge", 25, 0),
  OBJECT("STObject", 14, 0),
  ARRAY("STArray", 15, 0);

  private static final Map<String, FieldType> BY_NAME = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(type -> type.text, Function.identity()));

  private final String text;
  private final int code;
  private final int length;

  FieldType(String text, int code, int length) {
    this.text = text;
    this.code = code;
    this.length = length;
  }

  static FieldType of(String text) {
    FieldType type = BY_NAME.get(text);
    if (type == null) {
      throw new IllegalArgumentException("no type of fields: " + text);
    }
    return type;
  }

  int code() {
    return code;
  }

  /// How many bytes a value has; 0 where values differ.
  int length() {
    return length;
  }
}
