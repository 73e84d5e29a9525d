package io.gapless.simulator.xrpl.encoding;

/// The type of a field's value, by the number that field headers carry.
/// [Serialization format](https://xrpl.org/docs/references/protocol/binary-format).
enum FieldType {
  UINT16(1, false),
  UINT32(2, false),
  UINT64(3, false),
  HASH128(4, false),
  HASH256(5, false),
  AMOUNT(6, false),
  BLOB(7, true),
  ACCOUNT(8, true),
  OBJECT(14, false),
  ARRAY(15, false),
  UINT8(16, false),
  HASH160(17, false),
  PATH_SET(18, false),
  HASH192(21, false);

  private final int code;
  private final boolean prefixed;

  FieldType(int code, boolean prefixed) {
    this.code = code;
    this.prefixed = prefixed;
  }

  int code() {
    return code;
  }

  /// Whether a length stands before the value.
  boolean prefixed() {
    return prefixed;
  }
}
