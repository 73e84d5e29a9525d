package io.gapless.planner.monitor;

import java.util.concurrent.ExecutionException;

/// Takes workers out of consumer groups.
@FunctionalInterface
public interface Evictions {

  /// Takes a worker out of a group.
  ///
  /// @return whether it was a member
  /// @throws ExecutionException if the broker does not answer, or refuses
  boolean evict(String group, String workerId) throws ExecutionException, InterruptedException;
}
