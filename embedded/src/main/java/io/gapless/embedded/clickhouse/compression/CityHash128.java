package io.gapless.embedded.clickhouse.compression;

/// CityHash128 of version 1.0.2, the checksum of ClickHouse's blocks; later versions of CityHash
/// give other values. Facts from
/// [ClickHouse's copy](https://github.com/ClickHouse/ClickHouse/tree/master/contrib/cityhash102).
///
/// @param low the first 8 bytes of a checksum
/// @param high the second 8 bytes
record CityHash128(long low, long high) {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;

  static CityHash128 of(byte[] bytes, int offset, int length) {
    if (length >= 16) {
      return seeded(bytes, offset + 16, length - 16, word(bytes, offset) ^ K3,
          word(bytes, offset + 8));
    }
    if (length >= 8) {
      return seeded(bytes, 0, 0, word(bytes, offset) ^ (length * K0),
          word(bytes, offset + length - 8) ^ K1);
    }
    return seeded(bytes, offset, length, K0, K1);
  }

  private static CityHash128 seeded(byte[] bytes, int offset, int length, long seedLow,
      long seedHigh) {
    if (length < 128) {
      return murmur(bytes, offset, length, seedLow, seedHigh);
    }
    int at = offset;
    int left = length;
    long x = seedLow;
    long y = seedHigh;
    long z = left * K1;
    long v0 = rotate(y ^ K1, 49) * K1 + word(bytes, at);
    long v1 = rotate(v0, 42) * K1 + word(bytes, at + 8);
    long w0 = rotate(y + z, 35) * K1 + x;
    long w1 = rotate(x + word(bytes, at + 88), 53) * K1;
    do {
      for (int half = 0; half < 2; half++) {
        x = rotate(x + y + v0 + word(bytes, at + 16), 37) * K1;
        y = rotate(y + v1 + word(bytes, at + 48), 42) * K1;
        x ^= w1;
        y ^= v0;
        z = rotate(z ^ w0, 33);
        long a = v1 * K1 + word(bytes, at);
        long sum = a + word(bytes, at + 8) + word(bytes, at + 16);
        long b = rotate(x + w0 + a + word(bytes, at + 24), 21);
        v1 = b + rotate(sum, 44) + a;
        v0 = sum + word(bytes, at + 24);
        a = z + w1 + word(bytes, at + 32);
        sum = a + word(bytes, at + 40) + word(bytes, at + 48);
        b = rotate(y + a + word(bytes, at + 56), 21);
        w1 = b + rotate(sum, 44) + a;
        w0 = sum + word(bytes, at + 56);
        long swap = z;
        z = x;
        x = swap;
        at += 64;
      }
      left -= 128;
    } while (left >= 128);
    y += rotate(w0, 37) * K0 + z;
    x += rotate(v0 + z, 49) * K0;
    for (int done = 0; done < left;) {
      done += 32;
      int tail = at + left - done;
      y = rotate(y - x, 42) * K0 + v1;
      w0 += word(bytes, tail + 16);
      x = rotate(x, 49) * K0 + w0;
      w0 += v0;
      long a = v0 + word(bytes, tail);
      long sum = a + word(bytes, tail + 8) + word(bytes, tail + 16);
      long b = rotate(v1 + a + word(bytes, tail + 24), 21);
      v1 = b + rotate(sum, 44) + a;
      v0 = sum + word(bytes, tail + 24);
    }
    x = mix(x, v0);
    y = mix(y, w0);
    return new CityHash128(mix(x + v1, w1) + y, mix(x + w1, y + v1));
  }

  private static CityHash128 murmur(byte[] bytes, int offset, int length, long seedLow,
      long seedHigh) {
    long a = seedLow;
    long b = seedHigh;
    long c;
    long d;
    int left = length - 16;
    if (left <= 0) {
      a = shiftMix(a * K1) * K1;
      c = b * K1 + upTo16(bytes, offset, length);
      d = shiftMix(a + (length >= 8 ? word(bytes, offset) : c));
    } else {
      int at = offset;
      c = mix(word(bytes, offset + length - 8) + K1, a);
      d = mix(b + length, c + word(bytes, offset + length - 16));
      a += d;
      do {
        a = (a ^ shiftMix(word(bytes, at) * K1) * K1) * K1;
        b ^= a;
        c = (c ^ shiftMix(word(bytes, at + 8) * K1) * K1) * K1;
        d ^= c;
        at += 16;
        left -= 16;
      } while (left > 0);
    }
    a = mix(a, c);
    b = mix(d, b);
    return new CityHash128(a ^ b, mix(b, a));
  }

  private static long upTo16(byte[] bytes, int offset, int length) {
    if (length > 8) {
      long a = word(bytes, offset);
      long b = word(bytes, offset + length - 8);
      return mix(a, Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      long a = LittleEndian.getInt(bytes, offset) & 0xffffffffL;
      return mix(length + (a << 3),
          LittleEndian.getInt(bytes, offset + length - 4) & 0xffffffffL);
    }
    if (length > 0) {
      int a = bytes[offset] & 0xff;
      int b = bytes[offset + (length >>> 1)] & 0xff;
      int c = bytes[offset + length - 1] & 0xff;
      int y = a + (b << 8);
      int z = length + (c << 2);
      return shiftMix(y * K2 ^ z * K3) * K2;
    }
    return K2;
  }

  private static long mix(long low, long high) {
    long multiplier = 0x9ddfea08eb382d69L;
    long a = (low ^ high) * multiplier;
    a ^= a >>> 47;
    long b = (high ^ a) * multiplier;
    b ^= b >>> 47;
    return b * multiplier;
  }

  private static long shiftMix(long value) {
    return value ^ (value >>> 47);
  }

  private static long rotate(long value, int shift) {
    return Long.rotateRight(value, shift);
  }

  private static long word(byte[] bytes, int at) {
    return LittleEndian.getLong(bytes, at);
  }
}
