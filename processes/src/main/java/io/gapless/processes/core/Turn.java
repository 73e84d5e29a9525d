package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.AppliedCommand;
import io.gapless.schemas.record.ChangedProcess;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StepAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One command that is being applied.
///
/// @param id of the process that it is for
/// @param settings of the namespace
/// @param replyTo who asked; null if nobody did
/// @param at when the log took the command
/// @param position offset of the command in its log
/// @param rows the table
/// @param effects what follows, in order
record Turn(ProcessId id, ConfigureNamespace settings, @Nullable ReplyTo replyTo, Instant at,
    long position, Rows rows, List<Effect> effects) {

  static Turn of(ProcessCommand command, ProcessId id, ConfigureNamespace settings, Instant at,
      long position, Rows rows) {
    return new Turn(id, settings, command.getReplyTo(), at, position, rows, new ArrayList<>());
  }

  /// Answers whoever sent the command.
  void answer(StepAnswer answer) {
    if (replyTo != null) {
      effects.add(new Effect.Reply(replyTo, answer));
    }
  }

  /// Who has to be told the answer to a task that the command starts.
  List<ReplyTo> waiting() {
    return replyTo == null ? List.of() : List.of(replyTo);
  }

  /// Notes what the command made of the process.
  ///
  /// @param version null: it is removed
  void changed(long incarnation, @Nullable Long version) {
    rows.putNewest(new AppliedCommand(position,
        new ChangedProcess(id.namespace(), id.id(), incarnation, version)));
  }

  void count(Effect.Count count) {
    effects.add(new Effect.Counted(id, count));
  }
}
