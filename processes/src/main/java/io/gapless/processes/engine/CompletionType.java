package io.gapless.processes.engine;

import io.gapless.processes.core.Effect;
import io.gapless.processes.core.Effect.Count;
import io.gapless.schemas.record.StepIntent;
import java.util.List;
import java.util.Optional;

/// What follows for a process from what a step came to.
enum CompletionType {
  /// It has a new timer, or tries once more.
  COMPLETE_AND_CONTINUE,
  /// It has no timer any more, and waits to be called.
  COMPLETE_AND_SUSPEND,
  /// Its timer is as it was.
  COMPLETE_AND_UNLOCK,
  /// It went to ERROR, or stays there.
  COMPLETE_AND_ERROR;

  /// Of what a step came to; empty if it came too late, or ends the process.
  static Optional<CompletionType> of(Object outcome, List<Effect> effects) {
    var counts = effects.stream().filter(Effect.Counted.class::isInstance)
        .map(effect -> ((Effect.Counted) effect).count()).toList();
    if (counts.contains(Count.STALE_COMPLETION)) {
      return Optional.empty();
    }
    if (counts.contains(Count.RETRY)) {
      return Optional.of(COMPLETE_AND_CONTINUE);
    }
    if (counts.contains(Count.PROCESS_FAILED) || !(outcome instanceof StepIntent intent)) {
      return Optional.of(COMPLETE_AND_ERROR);
    }
    return switch (intent.getAction().getKind()) {
      case SET_TIMEOUT, SET_REMOVAL -> Optional.of(COMPLETE_AND_CONTINUE);
      case UNSET -> Optional.of(COMPLETE_AND_SUSPEND);
      case KEEP -> Optional.of(COMPLETE_AND_UNLOCK);
      case REMOVE -> Optional.empty();
    };
  }
}
