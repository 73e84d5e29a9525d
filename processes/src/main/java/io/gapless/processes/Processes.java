package io.gapless.processes;

import io.gapless.schemas.record.StoredTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What can be asked of processes, wherever they live.
///
/// A process is shown once its first step is done; a read waits for that. Reads throw a [ProcessException], too: `namespace not found`, `process not found`, `timeout`.
public interface Processes extends Requests {

  /// A process and a part of its history.
  Snapshot get(ProcessId id, EventRange range, Freshness freshness) throws InterruptedException;

  /// All tasks of a process, in the order in which they were made.
  List<StoredTask> trace(ProcessId id, Freshness freshness) throws InterruptedException;

  /// Ids of a namespace's processes, of all engines: shorter ids before longer ones, then in the order
  /// of their bytes.
  ///
  /// @param after id to begin behind; empty: at the first
  /// @param limit most of them
  List<ProcessId> list(String namespace, String after, int limit) throws InterruptedException;

  /// Why a namespace cannot be used now; empty if it can.
  Optional<String> healthCheck(String namespace) throws InterruptedException;

  /// A process as it was at one moment.
  ///
  /// @param process without its history
  /// @param range that was asked for
  /// @param history the events of the range
  record Snapshot(ProcessView process, EventRange range, List<HistoryEvent> history) {

    /// Takes a copy of the history.
    public Snapshot { history = List.copyOf(history); }
  }

  /// How new what is read has to be.
  sealed interface Freshness {

    /// All that this engine's callers were told is in it.
    record OwnWrites() implements Freshness {}

    /// What was answered with this position is in it, and what this engine's callers were told. It may
    /// be answered from a copy of the state that lies here.
    record AtLeast(Answer.Position position) implements Freshness {}

    /// What was told to anyone longer ago than this is in it. What was told since may be missing,
    /// even to who made the request: a read may show less than the one before it, if another engine
    /// answers it.
    ///
    /// It may be answered from a copy of the state that lies here, though another engine owns the
    /// process; without one that is known to be new enough, it is read as with [#OWN_WRITES]. Copies
    /// follow some hundred milliseconds behind, and are not used if they are older than a minute. An
    /// engine that was stopped for so long that another one may own its processes by now waits until
    /// it knows.
    ///
    /// @param staleness 0 or more; 0 is never answered from a copy
    record AtMost(Duration staleness) implements Freshness {
      /// Refuses a negative time with an [IllegalArgumentException].
      public AtMost {
        if (staleness.isNegative()) {
          throw new IllegalArgumentException("staleness < 0: " + staleness);
        }
      }
    }

    /// All that this engine's callers were told.
    Freshness OWN_WRITES = new OwnWrites();
  }
}
