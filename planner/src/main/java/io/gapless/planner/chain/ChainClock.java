package io.gapless.planner.chain;

import java.time.Instant;
import java.util.OptionalLong;

/// Which blocks a chain has, and when they were made. Block times never run backwards. Calls may
/// ask nodes and block; any thread may make them.
///
/// Every method throws [ChainUnavailableException] where no node answers.
public interface ChainClock {

  /// The oldest block that any node has.
  long first() throws InterruptedException;

  /// The newest block that any node knows.
  long head() throws InterruptedException;

  /// The newest block that cannot be undone; empty where no node tells.
  OptionalLong finalized() throws InterruptedException;

  /// The time of a block, which is not beyond the head.
  Instant timeOf(long block) throws InterruptedException;

  /// The first block that is not older than the time; empty where the head is older still.
  OptionalLong firstAtOrAfter(Instant time) throws InterruptedException;
}
