package io.gapless.simulator.evm.chain;

import io.gapless.simulator.evm.encoding.Keccak;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Finds numbers by 32-byte hash, compactly: it keeps the first eight bytes of each, in which
/// no chain of a seed is likely to hold two that are equal.
final class HashIndex {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long[] entries;
  private final int mask;

  HashIndex(int count) {
    int slots = Math.max(4, Integer.highestOneBit(Math.max(1, count)) * 4);
    entries = new long[slots * 2];
    mask = slots - 1;
  }

  /// Adds a number, 0 or more.
  void put(byte[] hashes, int offset, long number) {
    long prefix = (long) LONG.get(hashes, offset);
    int slot = slot(prefix);
    entries[slot] = prefix;
    entries[slot + 1] = number + 1;
  }

  /// The number of a hash, or −1.
  long get(byte[] hash) {
    if (hash.length != Keccak.HASH_LENGTH) {
      throw new IllegalArgumentException("a hash is not 32 bytes: " + Arrays.toString(hash));
    }
    return entries[slot((long) LONG.get(hash, 0)) + 1] - 1;
  }

  private int slot(long prefix) {
    int slot = (int) prefix & mask;
    while (entries[slot * 2 + 1] != 0 && entries[slot * 2] != prefix) {
      slot = (slot + 1) & mask;
    }
    return slot * 2;
  }
}
