package io.gapless.chains.evm.proof;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The hash of Ethereum: Keccak-256 as it was before SHA-3 changed the padding, which the JDK does
/// not have. [The Keccak reference](https://keccak.team/files/Keccak-reference-3.0.pdf)
public final class Keccak256 {

  private static final int RATE = 136;
  private static final int ROUNDS = 24;
  private static final VarHandle LANES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[] ROUND_CONSTANTS = roundConstants();
  private static final int[] ROTATIONS = new int[25];
  private static final int[] TARGETS = new int[25];

  static {
    int x = 1;
    int y = 0;
    for (int t = 0; t < 24; t++) {
      ROTATIONS[x + 5 * y] = (t + 1) * (t + 2) / 2 % 64;
      int next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
    }
    for (int lane = 0; lane < 25; lane++) {
      TARGETS[lane] = lane / 5 + 5 * ((2 * (lane % 5) + 3 * (lane / 5)) % 5);
    }
  }

  private Keccak256() {}

  /// The 32 bytes of the hash.
  public static byte[] hash(byte[] message) {
    var state = new long[25];
    byte[] padded = Arrays.copyOf(message, (message.length / RATE + 1) * RATE);
    padded[message.length] ^= 0x01;
    padded[padded.length - 1] ^= (byte) 0x80;
    for (int offset = 0; offset < padded.length; offset += RATE) {
      for (int lane = 0; lane < RATE / Long.BYTES; lane++) {
        state[lane] ^= (long) LANES.get(padded, offset + lane * Long.BYTES);
      }
      permute(state);
    }
    var hash = new byte[32];
    for (int lane = 0; lane < 4; lane++) {
      LANES.set(hash, lane * Long.BYTES, state[lane]);
    }
    return hash;
  }

  private static void permute(long[] state) {
    var columns = new long[5];
    var moved = new long[25];
    for (int round = 0; round < ROUNDS; round++) {
      for (int x = 0; x < 5; x++) {
        columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
      }
      for (int lane = 0; lane < 25; lane++) {
        int x = lane % 5;
        long mixed = state[lane] ^ columns[(x + 4) % 5] ^ Long.rotateLeft(columns[(x + 1) % 5], 1);
        moved[TARGETS[lane]] = Long.rotateLeft(mixed, ROTATIONS[lane]);
      }
      for (int lane = 0; lane < 25; lane++) {
        int row = lane - lane % 5;
        state[lane] = moved[lane] ^ (~moved[row + (lane + 1) % 5] & moved[row + (lane + 2) % 5]);
      }
      state[0] ^= ROUND_CONSTANTS[round];
    }
  }

  /// Bits of the constants come from a shift register, as the reference defines them.
  private static long[] roundConstants() {
    var constants = new long[ROUNDS];
    int register = 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (int bit = 0; bit < 7; bit++) {
        if ((register & 1) != 0) {
          constants[round] |= 1L << ((1 << bit) - 1);
        }
        register = (register & 0x80) != 0 ? (register << 1) ^ 0x171 : register << 1;
      }
    }
    return constants;
  }
}
