package io.gapless.chains.evm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// A set of byte arrays of one length, asked for each log of an answer.
final class FixedBytesSet {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] FREE = {};

  private final byte[][] slots;

  FixedBytesSet(List<byte[]> members) {
    slots = new byte[Math.max(4, Integer.highestOneBit(members.size()) * 4)][];
    Arrays.fill(slots, FREE);
    for (byte[] member : members) {
      int slot = slot(member);
      while (slots[slot].length > 0 && !Arrays.equals(slots[slot], member)) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = member;
    }
  }

  boolean contains(byte[] value) {
    int slot = slot(value);
    while (slots[slot].length > 0) {
      if (Arrays.equals(slots[slot], value)) {
        return true;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return false;
  }

  /// The last eight bytes: small numbers as topics and vanity addresses differ there too.
  private int slot(byte[] value) {
    long tail = (long) LONGS.get(value, value.length - Long.BYTES) ^ (long) LONGS.get(value, 0);
    return (int) ((tail * 0x9E3779B97F4A7C15L) >>> 33) & (slots.length - 1);
  }
}
