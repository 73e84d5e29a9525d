package io.gapless.chains.evm;

import java.util.Locale;

/// A block named by its state instead of its number.
public enum BlockTag {
  /// The newest block that the node knows.
  LATEST,
  /// The newest block that is unlikely to be undone.
  SAFE,
  /// The newest block that cannot be undone.
  FINALIZED,
  /// The first block.
  EARLIEST;

  String json() {
    return "\"" + name().toLowerCase(Locale.ROOT) + "\"";
  }
}
