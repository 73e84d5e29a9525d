package io.gapless.processes.engine;

import io.gapless.processes.core.Claim;

/// Executes what has been claimed.
interface Steps {

  /// Has a step executed; returns at once. What comes of it is a command. A claim that is being
  /// executed already is not begun again.
  void start(Claim claim, HostedPartition partition);
}
