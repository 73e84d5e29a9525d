package io.gapless.processes.engine;

import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.LogPosition;
import io.gapless.schemas.record.Mark;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.ProcessReply;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/// Serdes of one process of a test, over a registry of its own: every schema has the same id in all of
/// them, since all are registered at once, in one order.
final class FixedRegistry {

  private FixedRegistry() {}

  static RecordSerdes serdes() {
    var serdes = new RecordSerdes(new InMemoryRegistry());
    for (SpecificRecord record : List.of(new ProcessCommand("n", "p", null, new Mark(0L)),
        new ProcessReply("n", 0L, new LogPosition(0, 0L), new StepAnswer(null, null)),
        new ProcessEvent("n", "p", 0L, Instant.EPOCH, Map.of(), ByteBuffer.allocate(0)),
        new LifecycleEvent("n", "p", "e", "m", Map.of(), Instant.EPOCH))) {
      var _ = serdes.encode("any", record);
    }
    return serdes;
  }
}
