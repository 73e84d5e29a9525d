package io.gapless.gapdetector.audit;

import java.util.List;
import java.util.Map;

/// The hashes of a chain's blocks, as its nodes know them now.
@FunctionalInterface
public interface ChainHashes {

  /// The hashes of these blocks, `0x…` in lower case; what no node tells is left out.
  Map<Long, String> of(List<Long> blocks) throws InterruptedException;
}
