package io.gapless.fetcher.evm.verify;

import io.gapless.chains.BlockRange;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Which blocks are proven besides: one in each stride of so many, as evenly and as hard to foresee
/// as a hash of the job and the stride.
final class SpotChecks {

  private SpotChecks() {}

  /// The chosen blocks of a range, in order; the same for whoever asks.
  ///
  /// @param every blocks of a stride, counted from block 0; 0: none is chosen
  static NavigableSet<Long> blocks(String jobId, long every, BlockRange range) {
    var chosen = new TreeSet<Long>();
    if (every > 0) {
      for (long stride = range.first() / every; stride <= range.last() / every; stride++) {
        long block = stride * every + Math.floorMod(mix(jobId.hashCode(), stride), every);
        if (range.contains(block)) {
          chosen.add(block);
        }
      }
    }
    return chosen;
  }

  /// [SplitMix64](https://prng.di.unimi.it/splitmix64.c)'s output function.
  private static long mix(long seed, long stride) {
    long z = seed * 0x9e3779b97f4a7c15L + stride * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
