package io.gapless.chains.evm.proof;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/// Writes [RLP](https://ethereum.org/en/developers/docs/data-structures-and-encoding/rlp/).
final class Rlp {

  private Rlp() {}

  static byte[] bytes(byte[] value) {
    if (value.length == 1 && value[0] >= 0) {
      return value;
    }
    return join(prefix(0x80, value.length), value);
  }

  /// A number without its leading zeros.
  static byte[] number(byte[] value) {
    int from = 0;
    while (from < value.length && value[from] == 0) {
      from++;
    }
    return bytes(Arrays.copyOfRange(value, from, value.length));
  }

  /// A list of items that are encoded already.
  static byte[] list(List<byte[]> items) {
    var content = new ByteArrayOutputStream();
    items.forEach(content::writeBytes);
    return join(prefix(0xc0, content.size()), content.toByteArray());
  }

  private static byte[] prefix(int kind, int length) {
    if (length < 56) {
      return new byte[]{(byte) (kind + length)};
    }
    int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
    var prefix = new byte[1 + bytes];
    prefix[0] = (byte) (kind + 55 + bytes);
    for (int i = 0; i < bytes; i++) {
      prefix[bytes - i] = (byte) (length >>> (8 * i));
    }
    return prefix;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
