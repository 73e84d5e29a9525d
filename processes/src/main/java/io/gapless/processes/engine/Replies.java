package io.gapless.processes.engine;

import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StepAnswer;

/// Where answers for other engines' callers go to.
interface Replies {

  /// Sends an answer; returns before it is written. One that is lost looks like a timeout.
  ///
  /// @param partition of the command that it answers
  /// @param offset of the command
  void send(ReplyTo to, StepAnswer answer, int partition, long offset);
}
