package io.gapless.processes;

import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StoredTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be asked of processes.
///
/// Each method throws a [ProcessException] where the request is not granted: `namespace not found`,
/// `process not found`, `process already exists`, `process is init`, `process is running`, `process is
/// error`, `idempotency key reused`, `timeout`, or what user code said. A request that timed out may
/// still be done: repeat it with the same idempotency key to learn its outcome.
public interface Processes {

  /// Makes a process, and waits for its first step.
  Answer init(ProcessId id, Request request) throws InterruptedException;

  /// Has a process that works do a step, and waits for it. Calls are done in the order in which they
  /// came; a timeout that is due waits for them.
  Answer call(ProcessId id, Request request) throws InterruptedException;

  /// Has a process in ERROR do a step that mends it, and waits for it.
  Answer repair(ProcessId id, Request request) throws InterruptedException;

  /// Has the timeout run again that broke a process; where none did, the process just works again.
  /// Does not wait for it.
  Answer simpleRepair(ProcessId id, Request request) throws InterruptedException;

  /// Has a process that works do a step, and does not wait for it.
  Answer notify(ProcessId id, Request request) throws InterruptedException;

  /// Takes over a process that lived elsewhere; no step is run.
  Answer put(ProcessId id, Import imported) throws InterruptedException;

  /// Removes a process in whatever status it is.
  Answer remove(ProcessId id) throws InterruptedException;

  /// A process and a part of its history.
  Snapshot get(ProcessId id, EventRange range, Freshness freshness) throws InterruptedException;

  /// All tasks of a process, in the order in which they were made.
  List<StoredTask> trace(ProcessId id, Freshness freshness) throws InterruptedException;

  /// Ids of a namespace's processes, in order, as this engine has them.
  ///
  /// @param after id to begin behind; empty: at the first
  /// @param limit most of them
  List<ProcessId> list(String namespace, String after, int limit);

  /// Why a namespace cannot be used now; empty if it can.
  Optional<String> healthCheck(String namespace);

  /// A process as it was at one moment.
  ///
  /// @param process without its history
  /// @param range that was asked for
  /// @param history the events of the range
  record Snapshot(ProcessView process, EventRange range, List<HistoryEvent> history) {

    /// Takes a copy of the history.
    public Snapshot { history = List.copyOf(history); }
  }

  /// A process that lived elsewhere.
  ///
  /// @param status RUNNING or ERROR
  /// @param detail why it is in ERROR
  /// @param auxState what user code keeps
  /// @param metadata what user code says of it
  /// @param history its events
  /// @param action the timer to set
  /// @param emit whether its events go to the namespace's topic, too
  record Import(ProcessStatus status, Optional<String> detail, Optional<Payload> auxState,
      Map<String, String> metadata, List<Intent.NewHistoryEvent> history, Intent.Action action,
      boolean emit) {

    /// Takes copies; refuses status INIT, which nothing would end, with an
    /// [IllegalArgumentException].
    public Import {
      if (status == ProcessStatus.INIT) {
        throw new IllegalArgumentException("a process in status INIT cannot be taken over");
      }
      metadata = Map.copyOf(metadata);
      history = List.copyOf(history);
    }
  }

  /// How new what is read has to be.
  sealed interface Freshness {

    /// All that this engine's callers were told is in it.
    record OwnWrites() implements Freshness {}

    /// What was answered with this position is in it, and what this engine's callers were told.
    record AtLeast(Answer.Position position) implements Freshness {}

    /// A copy that may be behind by so much; the owner is asked where no copy here is as new.
    record Stale(long mostCommandsBehind, Duration longestWait) implements Freshness {}

    /// All that this engine's callers were told.
    Freshness OWN_WRITES = new OwnWrites();
  }
}
