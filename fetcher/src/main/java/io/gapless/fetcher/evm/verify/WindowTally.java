package io.gapless.fetcher.evm.verify;

import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.proof.BlockProof;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What an answer holds, block by block: enough to compare it with another answer, log by log. Logs
/// that the chain's roots leave out are left out here too: nodes show or hide them as they are set up.
///
/// For one thread.
final class WindowTally {

  private final BlockProof proof;
  private final Map<Long, BlockTally> blocks = new TreeMap<>();

  WindowTally(BlockProof proof) {
    this.proof = proof;
  }

  void add(EvmLog log) {
    if (proof.isOutside(log)) {
      return;
    }
    blocks.computeIfAbsent(log.blockNumber, number -> new BlockTally()).add(log);
  }

  /// Takes over what another holds, of other blocks.
  void take(WindowTally other) {
    blocks.putAll(other.blocks);
  }

  void clear() {
    blocks.clear();
  }

  /// What it holds of a block, which may be nothing.
  BlockTally of(long block) {
    return blocks.getOrDefault(block, BlockTally.NOTHING);
  }

  /// What it holds of these blocks.
  Map<Long, BlockTally> of(Collection<Long> numbers) {
    return numbers.stream().collect(Collectors.toMap(number -> number, this::of));
  }

  /// The blocks up to the given one, inclusive, of which one holds other logs than the other.
  NavigableSet<Long> differences(WindowTally other, long last) {
    var numbers = new TreeSet<>(blocks.keySet());
    numbers.addAll(other.blocks.keySet());
    numbers.removeIf(number -> number > last || of(number).equals(other.of(number)));
    return numbers;
  }
}
