package io.gapless.chains.xrpl.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Writes fields in binary form, one after the other as they are told.
public final class BlobWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// The head of a field.
  public BlobWriter field(int type, int code) {
    int high = type < 16 ? type : 0;
    int low = code < 16 ? code : 0;
    out.write(high << 4 | low);
    if (high == 0) {
      out.write(type);
    }
    if (low == 0) {
      out.write(code);
    }
    return this;
  }

  /// Bytes as they are.
  public BlobWriter raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /// Bytes in hex, as they are.
  public BlobWriter hex(String hex) {
    return raw(HexFormat.of().parseHex(hex));
  }

  /// Zeros.
  public BlobWriter zeros(int count) {
    return raw(new byte[count]);
  }

  /// A 16-bit number.
  public BlobWriter uint16(int code, int value) {
    return field(1, code).raw((byte) (value >>> 8), (byte) value);
  }

  /// A 32-bit number.
  public BlobWriter uint32(int code, long value) {
    return field(2, code).raw(ByteBuffer.allocate(4).putInt((int) value).array());
  }

  /// An amount of XRP.
  public BlobWriter drops(int code, long drops) {
    return field(6, code)
        .raw(ByteBuffer.allocate(8).putLong(drops | 0x4000_0000_0000_0000L).array());
  }

  /// An account of 20 equal bytes.
  public BlobWriter account(int code, int each) {
    field(8, code).raw((byte) 20);
    for (int i = 0; i < 20; i++) {
      raw((byte) each);
    }
    return this;
  }

  /// What was written.
  public byte[] bytes() {
    return out.toByteArray();
  }

  /// The metadata of a transaction that did nothing but have this result.
  public static byte[] meta(int index, int result) {
    return new BlobWriter()
        .uint32(28, index)
        .field(15, 8).field(15, 1)
        .field(16, 3).raw((byte) result)
        .bytes();
  }
}
