package io.gapless.schemas.serde;

/// The Confluent wire format: magic byte 0, the schema's id in 4 bytes, then Avro's encoding.
public final class WireFormat {

  /// Bytes before the record.
  public static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /// Writes the header into the first bytes of `target`.
  public static void writeHeader(byte[] target, int schemaId) {
    target[0] = 0;
    target[1] = (byte) (schemaId >>> 24);
    target[2] = (byte) (schemaId >>> 16);
    target[3] = (byte) (schemaId >>> 8);
    target[4] = (byte) schemaId;
  }

  /// The id in a record's header.
  ///
  /// @throws IllegalArgumentException if the bytes do not begin with a header
  public static int schemaId(byte[] record) {
    if (record.length < HEADER_BYTES || record[0] != 0) {
      throw new IllegalArgumentException("no Confluent header (magic byte 0 and a schema id)");
    }
    return (record[1] & 0xFF) << 24 | (record[2] & 0xFF) << 16 | (record[3] & 0xFF) << 8
        | (record[4] & 0xFF);
  }
}
