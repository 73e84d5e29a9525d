package io.gapless.processes;

import io.gapless.schemas.record.ProcessStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be asked of processes that changes them.
///
/// Each method throws a [ProcessException] where the request is not granted: `namespace not found`,
/// `process not found`, `process already exists`, `process is init`, `process is running`, `process is
/// error`, `idempotency key reused`, `timeout`, or what user code said. A request that timed out may
/// still be done: repeat it with the same idempotency key to learn its outcome.
public interface Requests {

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
}
