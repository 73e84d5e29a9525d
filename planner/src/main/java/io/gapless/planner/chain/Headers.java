package io.gapless.planner.chain;

import java.util.OptionalLong;

/// The few questions about blocks that a clock is made of. Throws [ChainUnavailableException]
/// where nobody answers.
interface Headers {

  /// Number of the oldest block that any node has.
  long oldest() throws InterruptedException;

  /// Number of the newest block.
  long newest() throws InterruptedException;

  /// Number of the newest finalized block; empty where no node knows the tag.
  OptionalLong finalized() throws InterruptedException;

  /// Time of a block in seconds since 1970.
  long seconds(long block) throws InterruptedException;
}
