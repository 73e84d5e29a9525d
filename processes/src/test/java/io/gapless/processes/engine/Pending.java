package io.gapless.processes.engine;

import io.gapless.processes.Answer;

/// A request under way.
interface Pending {

  /// Waits for its answer.
  ///
  /// @throws io.gapless.processes.ProcessException if it is an error
  Answer get() throws Exception;
}
