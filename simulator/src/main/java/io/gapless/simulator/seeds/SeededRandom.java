package io.gapless.simulator.seeds;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// SplitMix64, seeded per purpose, so that every block or ledger can be made without those
/// before it; for one thread.
public final class SeededRandom {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private long state;

  /// Starts over for one purpose and one number of it.
  public SeededRandom reset(long seed, long purpose, long number) {
    state = mix(mix(seed + 0x9e3779b97f4a7c15L) ^ (purpose * 0xd1342543de82ef95L)) ^ mix(number);
    return this;
  }

  /// Any number.
  public long nextLong() {
    state += 0x9e3779b97f4a7c15L;
    return mix(state);
  }

  /// A number from 0 up to, not including, `bound`.
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /// A number from 0 up to, not including, 1.
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /// Whether a thing of this probability happens.
  public boolean chance(double probability) {
    return nextDouble() < probability;
  }

  /// A whole number whose average over many draws is `mean`.
  public int round(double mean) {
    return (int) (mean + nextDouble());
  }

  /// So many bytes.
  public byte[] nextBytes(int length) {
    byte[] bytes = new byte[length];
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      BIG_ENDIAN.set(bytes, i, nextLong());
    }
    for (long rest = nextLong(); i < length; i++, rest >>>= 8) {
      bytes[i] = (byte) rest;
    }
    return bytes;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
