package io.gapless.chains;

import java.util.ArrayList;
import java.util.List;

/// A run of consecutive blocks (or ledgers) of one chain, both ends included.
///
/// @param first number of the first block, 0 or more
/// @param last number of the last block, not before `first`
public record BlockRange(long first, long last) implements Comparable<BlockRange> {

  /// Refuses what is not a range with an [IllegalArgumentException].
  public BlockRange {
    if (first < 0) {
      throw new IllegalArgumentException("first block < 0: " + first);
    }
    if (last < first) {
      throw new IllegalArgumentException("last block before the first: " + first + ".." + last);
    }
  }

  /// The range of one block.
  public static BlockRange of(long block) {
    return new BlockRange(block, block);
  }

  /// How many blocks it has, 1 or more; [Long#MAX_VALUE] where they cannot be counted.
  public long size() {
    long size = last - first + 1;
    return size > 0 ? size : Long.MAX_VALUE;
  }

  /// Whether the block lies in it.
  public boolean contains(long block) {
    return first <= block && block <= last;
  }

  /// Whether all of the other range lies in it.
  public boolean contains(BlockRange other) {
    return first <= other.first && other.last <= last;
  }

  /// Whether the two share a block.
  public boolean overlaps(BlockRange other) {
    return first <= other.last && other.first <= last;
  }

  /// Its first `blocks` blocks, or all of it where it has no more than these.
  public BlockRange head(long blocks) {
    if (blocks < 1) {
      throw new IllegalArgumentException("blocks < 1: " + blocks);
    }
    return blocks >= size() ? this : new BlockRange(first, first + blocks - 1);
  }

  /// What is left of it from the given block on, which must lie in it.
  public BlockRange from(long block) {
    if (!contains(block)) {
      throw new IllegalArgumentException("block " + block + " is not in " + this);
    }
    return new BlockRange(block, last);
  }

  /// The ranges of at most `maxBlocks` blocks each that make it up, in order; only the last may be
  /// shorter.
  public List<BlockRange> cut(long maxBlocks) {
    if (maxBlocks < 1) {
      throw new IllegalArgumentException("maxBlocks < 1: " + maxBlocks);
    }
    var parts = new ArrayList<BlockRange>();
    var rest = this;
    while (rest.size() > maxBlocks) {
      parts.add(rest.head(maxBlocks));
      rest = rest.from(rest.first + maxBlocks);
    }
    parts.add(rest);
    return List.copyOf(parts);
  }

  @Override
  public int compareTo(BlockRange other) {
    int byFirst = Long.compare(first, other.first);
    return byFirst != 0 ? byFirst : Long.compare(last, other.last);
  }

  @Override
  public String toString() {
    return first + ".." + last;
  }
}
