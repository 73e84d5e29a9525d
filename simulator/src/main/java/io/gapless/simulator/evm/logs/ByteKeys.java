package io.gapless.simulator.evm.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// A set of keys of one length (addresses or topics) that is asked about slices of arrays.
public final class ByteKeys {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final List<byte[]> keys;
  private final byte[][] slots;
  private final int mask;

  ByteKeys(List<byte[]> keys) {
    this.keys = List.copyOf(keys);
    slots = new byte[Integer.highestOneBit(Math.max(1, keys.size())) * 4][];
    Arrays.fill(slots, new byte[0]);
    mask = slots.length - 1;
    for (byte[] key : keys) {
      slots[slot(key, 0, key.length)] = key;
    }
  }

  /// The keys.
  public List<byte[]> keys() {
    return keys;
  }

  /// Whether the slice is one of the keys.
  public boolean contains(byte[] bytes, int offset, int length) {
    return slots[slot(bytes, offset, length)].length != 0;
  }

  private int slot(byte[] bytes, int offset, int length) {
    long tail = (long) LONG.get(bytes, offset + length - Long.BYTES);
    int slot = (int) ((tail * 0x9e3779b97f4a7c15L) >>> 40) & mask;
    while (slots[slot].length != 0
        && !Arrays.equals(slots[slot], 0, slots[slot].length, bytes, offset, offset + length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
