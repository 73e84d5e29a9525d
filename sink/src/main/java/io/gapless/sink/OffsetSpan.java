package io.gapless.sink;

/// Offsets of a partition.
///
/// @param first the first
/// @param end the one after the last, exclusive
record OffsetSpan(long first, long end) {

  /// All that comes.
  static OffsetSpan from(long first) {
    return new OffsetSpan(first, Long.MAX_VALUE);
  }
}
