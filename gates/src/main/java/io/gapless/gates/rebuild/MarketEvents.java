package io.gapless.gates.rebuild;

import io.gapless.gates.warehouse.Run;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.NewHistoryEvent;
import io.gapless.processes.Intent.Publication;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// What is told of a market, on the topic of all events and in the process's own history.
public final class MarketEvents {

  private final RecordSerdes serdes;
  private final Topics topics;
  private final InstantSource clock;

  /// On these topics.
  public MarketEvents(RecordSerdes serdes, Topics topics, InstantSource clock) {
    this.serdes = serdes;
    this.topics = topics;
    this.clock = clock;
  }

  /// And tells of a run.
  Intent tell(Intent intent, Run run, String event, String message, Map<String, String> detail) {
    var all = new HashMap<>(detail);
    all.put("run", run.id());
    return tell(intent, RebuildProcess.id(run.chain()), event, message, all);
  }

  /// And tells what a process did.
  Intent tell(Intent intent, ProcessId process, String event, String message,
      Map<String, String> detail) {
    Instant now = clock.instant();
    var record = LifecycleEvent.newBuilder().setNamespace(process.namespace())
        .setId(process.id()).setEvent(event).setMessage(message).setDetail(detail).setAt(now)
        .build();
    return intent
        .publish(new Publication(topics.events(), null,
            Payload.of(Topics.keyOf(record)),
            Payload.of(serdes.encode(topics.events(), record))))
        .event(new NewHistoryEvent(null, now, Map.of("event", event), Payload.of(message)));
  }
}
