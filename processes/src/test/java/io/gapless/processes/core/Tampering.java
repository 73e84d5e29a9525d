package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.StoredEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Changes the state behind the engine's back, for tests that have to notice.
public final class Tampering {

  private Tampering() {}

  /// Adds an event to a process that does nothing.
  public static Optional<ProcessEvent> append(Table table, ProcessId id, String said) {
    var rows = new Rows(table);
    var process = rows.process(id).filter(found -> found.getRunning() == null).orElse(null);
    if (process == null) {
      return Optional.empty();
    }
    long number = process.getLastEventId() + 1;
    process.setLastEventId(number);
    var payload = ByteBuffer.wrap(said.getBytes(StandardCharsets.UTF_8));
    rows.putEvent(id, process.getIncarnation(), number,
        new StoredEvent(Instant.EPOCH, 0L, 0L, Map.of(), payload));
    rows.put(id, process);
    return Optional.of(new ProcessEvent(id.namespace(), id.id(), number, Instant.EPOCH, Map.of(),
        payload));
  }
}
