package io.gapless.schemas.rowbinary;

/// A cursor over one record in [Avro's binary encoding](https://avro.apache.org/docs/1.12.0/specification/#binary-encoding).
final class AvroInput {

  byte[] bytes = {};
  int position;
  private int end;

  void reset(byte[] record, int from, int to) {
    bytes = record;
    position = from;
    end = to;
  }

  int readByte() {
    if (position >= end) {
      throw new UnreadableRowException("the record ends early, at byte " + position);
    }
    return bytes[position++];
  }

  long readLong() {
    long encoded = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      encoded |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (encoded >>> 1) ^ -(encoded & 1);
      }
    }
    throw new UnreadableRowException("a number of more than 64 bits at byte " + position);
  }

  /// Length of what follows, checked against what is left.
  int readLength() {
    return checked(readLong());
  }

  /// Moves past `length` bytes and returns where they begin.
  int take(long length) {
    int start = position;
    position += checked(length);
    return start;
  }

  boolean isAtEnd() {
    return position == end;
  }

  private int checked(long length) {
    if (length < 0 || length > end - position) {
      throw new UnreadableRowException("a length of " + length + " at byte " + position
          + ", with " + (end - position) + " bytes left");
    }
    return (int) length;
  }
}
