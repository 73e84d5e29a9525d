package io.gapless.processes.http;

import io.gapless.processes.EventRange;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.Action;
import io.gapless.processes.Intent.NewHistoryEvent;
import io.gapless.processes.Intent.Publication;
import io.gapless.processes.Payload;
import io.gapless.processes.Request;
import io.gapless.processes.Requests.Import;
import io.gapless.schemas.record.ProcessStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is sent here, from JSON; what is wrong with it is a [BadFieldException].
final class JsonBodies {

  private static final Set<String> REQUEST = Set.of("args", "context", "idempotency_key", "range");
  private static final Set<String> RANGE = Set.of("offset", "limit", "direction");
  private static final Set<String> IMPORT =
      Set.of("status", "detail", "aux_state", "metadata", "history", "action", "emit");
  private static final Set<String> IMPORT_ACTION = Set.of("timeout_at", "remove_at");
  private static final Set<String> INTENT =
      Set.of("events", "action", "response",
          "refusal", "aux_state", "metadata", "publications", "failure");
  private static final Set<String> PUBLICATION = Set.of("topic", "partition", "key", "value");
  private static final Set<String> INTENT_ACTION =
      Set.of("timeout_at", "remove_at", "unset_timer", "remove");
  private static final Set<String> EVENT = Set.of("event_id", "timestamp", "metadata", "payload");

  private JsonBodies() {}

  static Request request(byte[] body) {
    var fields = JsonFields.read(body, REQUEST);
    return new Request(fields.payload("args").orElse(Payload.EMPTY),
        fields.payload("context").orElse(Payload.EMPTY), fields.text("idempotency_key"),
        fields.object("range", RANGE)
            .map(range -> range(range::where, range.integer("offset"), range.integer("limit"),
                range.text("direction")))
            .orElse(EventRange.ALL));
  }

  /// @param where names a field in errors
  static EventRange range(Function<String, String> where, @Nullable Long offset,
      @Nullable Long limit, @Nullable String direction) {
    if (limit != null && limit < 0) {
      throw new BadFieldException(where.apply("limit"), "is less than 0");
    }
    boolean backward = switch (direction) {
      case "backward" -> true;
      case "forward" -> false;
      case null -> false;
      default ->
          throw new BadFieldException(where.apply("direction"), "is not forward or backward");
    };
    return new EventRange(offset, limit, backward);
  }

  static Import imported(byte[] body) {
    var fields = JsonFields.read(body, IMPORT);
    var status = switch (fields.text("status")) {
      case "running" -> ProcessStatus.RUNNING;
      case "error" -> ProcessStatus.ERROR;
      case null, default -> throw new BadFieldException("status", "is not running or error");
    };
    return new Import(status, Optional.ofNullable(fields.text("detail")),
        fields.payload("aux_state"), fields.texts("metadata").orElse(Map.of()),
        events(fields, "history"), action(fields, IMPORT_ACTION), fields.flag("emit"));
  }

  static Intent intent(byte[] body) {
    var fields = JsonFields.read(body, INTENT);
    return new Intent(events(fields, "events"), action(fields, INTENT_ACTION),
        fields.payload("response"), Optional.ofNullable(fields.text("refusal")),
        fields.payload("aux_state"), fields.texts("metadata"),
        fields.objects("publications", PUBLICATION).stream().map(JsonBodies::publication).toList(),
        Optional.ofNullable(fields.text("failure")));
  }

  private static Publication publication(JsonFields fields) {
    var topic = fields.text("topic");
    if (topic == null) {
      throw new BadFieldException(fields.where("topic"), "is missing");
    }
    Long partition = fields.integer("partition");
    if (partition != null && (partition < 0 || partition > Integer.MAX_VALUE)) {
      throw new BadFieldException(fields.where("partition"), "is not a number of a partition");
    }
    return new Publication(topic, partition == null ? null : partition.intValue(),
        fields.payload("key").orElse(Payload.EMPTY),
        fields.payload("value").orElse(Payload.EMPTY));
  }

  private static List<NewHistoryEvent> events(JsonFields fields, String name) {
    return fields.objects(name, EVENT).stream()
        .map(event -> new NewHistoryEvent(event.integer("event_id"), event.time("timestamp"),
            event.texts("metadata").orElse(Map.of()),
            event.payload("payload").orElseThrow(
                () -> new BadFieldException(event.where("payload"), "is missing"))))
        .toList();
  }

  private static Action action(JsonFields fields, Set<String> known) {
    return fields.object("action", known).map(action -> {
      if (known.stream().filter(action::has).count() > 1) {
        throw new BadFieldException("action", "is more than one thing");
      }
      Instant timeout = action.time("timeout_at");
      Instant removal = action.time("remove_at");
      if (timeout != null) {
        return new Action.TimeoutAt(timeout);
      }
      if (removal != null) {
        return new Action.RemoveAt(removal);
      }
      return action.flag("unset_timer")
          ? new Action.Unset()
          : action.flag("remove") ? new Action.Remove() : new Action.Keep();
    }).orElseGet(Action.Keep::new);
  }
}
