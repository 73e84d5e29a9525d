package io.gapless.processes.engine;

import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.Action;
import io.gapless.processes.Intent.Publication;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessView;
import io.gapless.processes.Requests.Import;
import io.gapless.processes.core.Rows.NumberedEvent;
import io.gapless.schemas.record.NewEvent;
import io.gapless.schemas.record.NewPublication;
import io.gapless.schemas.record.PageEvent;
import io.gapless.schemas.record.PutProcess;
import io.gapless.schemas.record.StepIntent;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.TimerAction;
import io.gapless.schemas.record.TimerActionKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What users see and say, from and to records.
final class Views {

  private Views() {}

  static ProcessView of(ProcessId id, StoredProcess process) {
    var corruptedBy = process.getCorruptedBy();
    return new ProcessView(id, process.getStatus(), process.getPreviousStatus(),
        Optional.ofNullable(process.getDetail()),
        Optional.ofNullable(process.getAuxState()).map(Payload::of), process.getMetadata(),
        corruptedBy == null ? OptionalLong.empty() : OptionalLong.of(corruptedBy),
        process.getLastEventId(),
        Optional.ofNullable(process.getTimer()).map(timer -> timer.getScheduledAt()),
        process.getCreatedAt(), process.getStatusChangedAt());
  }

  static HistoryEvent of(NumberedEvent event) {
    var stored = event.event();
    return new HistoryEvent(event.eventId(), stored.getAt(), stored.getMetadata(),
        Payload.of(stored.getPayload()));
  }

  static HistoryEvent of(PageEvent event) {
    return of(new NumberedEvent(event.getEventId(), event.getEvent()));
  }

  static StepIntent record(Intent intent) {
    return new StepIntent(records(intent.events()), record(intent.action()),
        intent.response().map(Payload::buffer).orElse(null), intent.refusal().orElse(null),
        intent.auxState().map(Payload::buffer).orElse(null), intent.metadata().orElse(null),
        intent.publications().stream().map(Views::record).toList(),
        intent.failure().orElse(null));
  }

  private static NewPublication record(Publication publication) {
    return new NewPublication(publication.topic(), publication.partition(),
        publication.key().buffer(), publication.value().buffer());
  }

  static PutProcess record(Import imported) {
    return new PutProcess(imported.status(), imported.detail().orElse(null),
        imported.auxState().map(Payload::buffer).orElse(null), imported.metadata(),
        records(imported.history()), record(imported.action()), imported.emit());
  }

  private static List<NewEvent> records(List<Intent.NewHistoryEvent> events) {
    return events.stream().map(event -> new NewEvent(event.eventId(), event.at(),
        event.metadata(), event.payload().buffer())).toList();
  }

  private static TimerAction record(Action action) {
    return switch (action) {
      case Action.Keep _ -> new TimerAction(TimerActionKind.KEEP, null);
      case Action.TimeoutAt(var due) -> new TimerAction(TimerActionKind.SET_TIMEOUT, due);
      case Action.RemoveAt(var due) -> new TimerAction(TimerActionKind.SET_REMOVAL, due);
      case Action.Unset _ -> new TimerAction(TimerActionKind.UNSET, null);
      case Action.Remove _ -> new TimerAction(TimerActionKind.REMOVE, null);
    };
  }
}
