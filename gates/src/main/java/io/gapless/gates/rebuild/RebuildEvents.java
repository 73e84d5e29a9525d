package io.gapless.gates.rebuild;

import io.gapless.gates.warehouse.Run;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.NewHistoryEvent;
import io.gapless.processes.Intent.Publication;
import io.gapless.processes.Payload;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// What rebuilds tell users, on the topic of all events and in the process's own history.
public final class RebuildEvents {

  private final RecordSerdes serdes;
  private final Topics topics;
  private final InstantSource clock;

  /// On these topics.
  public RebuildEvents(RecordSerdes serdes, Topics topics, InstantSource clock) {
    this.serdes = serdes;
    this.topics = topics;
    this.clock = clock;
  }

  Intent tell(Intent intent, Run run, String event, String message, Map<String, String> detail) {
    Instant now = clock.instant();
    var all = new HashMap<>(detail);
    all.put("run", run.id());
    var record = LifecycleEvent.newBuilder().setNamespace(RebuildProcess.NAMESPACE)
        .setId(run.chain()).setEvent(event).setMessage(message).setDetail(all).setAt(now).build();
    return intent
        .publish(new Publication(topics.events(), null,
            Payload.of(record.getNamespace() + " " + record.getId()),
            Payload.of(serdes.encode(topics.events(), record))))
        .event(new NewHistoryEvent(null, now, Map.of("event", event), Payload.of(message)));
  }
}
