package io.gapless.gapdetector.audit;

/// What a table holds of a leaf, or of a block.
///
/// @param count rows
/// @param digest their digest; 0 where it was not asked for
public record LeafRows(long count, long digest) {

  /// Nothing.
  static final LeafRows NONE = new LeafRows(0, 0);

  /// Both together; digests are sums.
  LeafRows plus(LeafRows other) {
    return new LeafRows(count + other.count, digest + other.digest);
  }
}
