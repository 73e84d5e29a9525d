package io.gapless.processes;

/// User code: decides what a step does with its process.
///
/// Runs for one step of a process at a time, on a virtual thread of its own. A step may be executed
/// more than once where a machine dies under it, see [Step#token]; only one execution counts.
@FunctionalInterface
public interface Processor {

  /// Executes a step.
  ///
  /// @throws StepFailedException if it does not succeed; a timeout is tried again by the namespace's
  ///     policy, anything else puts the process into ERROR. Any other exception is a bug, and is not
  ///     tried again
  /// @throws InterruptedException if the step took longer than its namespace allows
  Intent process(Step step) throws InterruptedException;
}
