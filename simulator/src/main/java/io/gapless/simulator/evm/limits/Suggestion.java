package io.gapless.simulator.evm.limits;

/// How a provider fills the range that it suggests, `[0x…, 0x…]`.
public enum Suggestion {
  /// From the first block asked for as far as the caps allow.
  HONEST,
  /// The same with its ends exchanged.
  INVERTED,
  /// The same moved up by its own width: blocks that were not asked for, or that come later.
  SHIFTED,
  /// The very range that was refused.
  EQUAL;

  /// The first block suggested.
  long first(long first, long last, long tryLast) {
    return switch (this) {
      case HONEST, EQUAL -> first;
      case INVERTED -> Math.max(tryLast, first + 1);
      case SHIFTED -> tryLast + 1;
    };
  }

  /// The last block suggested.
  long last(long first, long last, long tryLast) {
    return switch (this) {
      case HONEST -> tryLast;
      case INVERTED -> first;
      case SHIFTED -> tryLast + 1 + (tryLast - first);
      case EQUAL -> last;
    };
  }
}
