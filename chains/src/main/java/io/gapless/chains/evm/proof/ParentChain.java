package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmHeader;
import java.util.List;
import java.util.Optional;

/// Checks that headers follow one another: each names the hash of the one before it.
public final class ParentChain {

  private ParentChain() {}

  /// Where headers of consecutive blocks, in ascending order, do not follow one another, in words;
  /// empty where all do.
  public static Optional<String> firstBreak(List<EvmHeader> headers) {
    for (int i = 1; i < headers.size(); i++) {
      Optional<String> broken = breakAfter(headers.get(i - 1).hash(), headers.get(i));
      if (headers.get(i).number() != headers.get(i - 1).number() + 1) {
        return Optional.of(headers.get(i) + " does not stand next to " + headers.get(i - 1));
      }
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  /// Why the header is not of the block after the one with this hash, in words; empty where it is.
  public static Optional<String> breakAfter(Hash32 parent, EvmHeader header) {
    return header.parentHash().equals(parent)
        ? Optional.empty()
        : Optional.of(header + " names " + header.parentHash()
            + " as its parent, and the block before it is " + parent);
  }
}
