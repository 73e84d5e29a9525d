package io.gapless.processes.engine;

import io.gapless.processes.EventRange;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Snapshot;
import io.gapless.processes.Request;
import io.gapless.processes.Requests.Import;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.StoredTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Where the conformance table is played: in virtual time, or on a real broker.
interface Stage extends AutoCloseable {

  /// A topic of four partitions that user code may publish to.
  String PUBLISHED = "conformance.published";

  /// A span of the table's seconds, as long as this stage makes it.
  Duration seconds(double seconds);

  /// Now, by the clock that timers go by.
  Instant now();

  /// Sends a request, and does not wait.
  Pending ask(StepOperation operation, ProcessId id, Request request);

  /// Takes a process over.
  void put(ProcessId id, Import imported) throws Exception;

  /// Removes a process.
  void remove(ProcessId id) throws Exception;

  /// Reads a process.
  Snapshot get(ProcessId id, EventRange range) throws Exception;

  /// Reads the tasks of a process.
  List<StoredTask> trace(ProcessId id) throws Exception;

  /// The same processes, for reads where no state of them lies: through the log.
  Processes elsewhere();

  /// Ids of the processes.
  List<ProcessId> list(String after, int limit) throws Exception;

  /// What a namespace says of its health.
  boolean isHealthy(String namespace) throws Exception;

  /// Lets time pass until this holds.
  ///
  /// @throws AssertionError if it never does
  void until(BooleanSupplier condition) throws Exception;

  /// What is on the topic of events, read committed.
  List<ProcessEvent> events() throws Exception;

  /// What is on the topic of lifecycles, read committed.
  List<LifecycleEvent> lifecycles() throws Exception;

  /// Values on [#PUBLISHED] with a key, read committed.
  ///
  /// @param partition where they must be, where the stage has such
  List<Payload> published(int partition, Payload key) throws Exception;

  /// Loses the step under way of a process, as a machine that dies does.
  void loseStep(ProcessId id) throws Exception;

  @Override
  void close();
}
