package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.NewPublication;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StepAnswer;

/// What follows from a command, beside the changed table.
public sealed interface Effect {

  /// An answer for who asked.
  record Reply(ReplyTo to, StepAnswer answer) implements Effect {}

  /// User code to run.
  record Start(Claim claim) implements Effect {}

  /// An event for a namespace's topic of events.
  record Emit(String topic, ProcessEvent event) implements Effect {}

  /// An event for a namespace's topic of lifecycles.
  record Tell(String topic, LifecycleEvent event) implements Effect {}

  /// A record that user code wants in a topic.
  record Publish(NewPublication publication) implements Effect {}

  /// A timer was set.
  record Armed(Timer timer) implements Effect {}

  /// Rows of a removed process are left.
  record RemovalGoesOn(Removal removal) implements Effect {}

  /// Something that is worth a count.
  record Counted(ProcessId id, Count count) implements Effect {}

  /// What is counted.
  enum Count {
    /// A process went to ERROR.
    PROCESS_FAILED,
    /// A timeout that failed will be tried again.
    RETRY,
    /// A step whose outcome nobody knows.
    LOST_STEP,
    /// A completion of a step that is not the one under way.
    STALE_COMPLETION,
    /// A timer that had been replaced fired.
    STALE_TIMER
  }
}
