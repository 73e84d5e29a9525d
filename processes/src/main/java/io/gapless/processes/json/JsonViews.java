package io.gapless.processes.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.processes.Answer;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessView;
import io.gapless.processes.Processes.Snapshot;
import io.gapless.processes.Step;
import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.StoredTask;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What there is to say of processes, as JSON: a field without a value is left out.
public final class JsonViews {

  private JsonViews() {}

  /// An empty object.
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A constant as JSON has it, in small letters.
  public static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// What a request came to.
  public static ObjectNode answer(Answer answer) {
    var json = object();
    answer.response().ifPresent(response -> json.set("response", PayloadJson.of(response)));
    return json.put("position",
        answer.position().partition() + ":" + answer.position().offset());
  }

  /// A process with a part of its history.
  public static ObjectNode snapshot(Snapshot snapshot) {
    var json = process(snapshot.process());
    json.set("range", range(snapshot.range().toRecord()));
    var history = json.putArray("history");
    snapshot.history().forEach(event -> history.add(event(event)));
    return json;
  }

  /// A process without its history.
  public static ObjectNode process(ProcessView process) {
    var json = object().put("namespace", process.id().namespace())
        .put("process_id", process.id().id()).put("status", name(process.status()))
        .put("previous_status", name(process.previousStatus()));
    process.detail().ifPresent(detail -> json.put("detail", detail));
    process.auxState().ifPresent(state -> json.set("aux_state", PayloadJson.of(state)));
    json.set("metadata", texts(process.metadata()));
    process.corruptedBy().ifPresent(task -> json.put("corrupted_by", task));
    json.put("last_event_id", process.lastEventId());
    putTime(json, "timer", process.timer().orElse(null));
    putTime(json, "created_at", process.createdAt());
    putTime(json, "status_changed_at", process.statusChangedAt());
    return json;
  }

  /// A step for user code elsewhere.
  ///
  /// @param maxEvents of the history it is told of; `more_history` says whether there are others
  public static ObjectNode step(Step step, int maxEvents) {
    var json = object().put("task_type", name(step.type())).put("step", step.token())
        .put("attempt", step.attempt());
    json.set("args", PayloadJson.of(step.args()));
    json.set("context", PayloadJson.of(step.context()));
    json.set("process", process(step.process()));
    var events = json.putArray("history");
    json.put("more_history", false);
    step.history().visit(event -> {
      if (events.size() == maxEvents) {
        json.put("more_history", true);
        return false;
      }
      events.add(event(event));
      return true;
    });
    return json;
  }

  /// One object a task, with its events in it.
  ///
  /// @param history the process's events, all of the tasks' among them
  public static ObjectNode grouped(List<StoredTask> tasks, List<HistoryEvent> history) {
    var events = byId(history);
    var json = object();
    var rows = json.putArray("trace");
    for (StoredTask task : tasks) {
      var row = task(task);
      var added = row.putArray("events");
      events(task, events).forEach(event -> added.add(event(event)));
      rows.add(row);
    }
    return json;
  }

  /// One object a task and event; a task without events has one, too.
  ///
  /// @param history the process's events, all of the tasks' among them
  public static ObjectNode flat(List<StoredTask> tasks, List<HistoryEvent> history) {
    var byId = byId(history);
    var json = object();
    var rows = json.putArray("trace");
    for (StoredTask task : tasks) {
      var events = events(task, byId);
      if (events.isEmpty()) {
        rows.add(task(task));
      }
      for (HistoryEvent event : events) {
        var row = task(task).put("event_id", event.eventId());
        putTime(row, "event_timestamp", event.at());
        row.set("event_metadata", texts(event.metadata()));
        row.set("event_payload", PayloadJson.of(event.payload()));
        rows.add(row);
      }
    }
    return json;
  }

  /// A page of ids of a namespace's processes; `next` is there where others may follow.
  ///
  /// @param limit that was asked for
  public static ObjectNode ids(List<ProcessId> ids, int limit) {
    var json = object();
    var array = json.putArray("ids");
    ids.forEach(id -> array.add(id.id()));
    if (!ids.isEmpty() && ids.size() == limit) {
      json.put("next", ids.getLast().id());
    }
    return json;
  }

  private static Map<Long, HistoryEvent> byId(List<HistoryEvent> history) {
    return history.stream()
        .collect(Collectors.toMap(HistoryEvent::eventId, Function.identity()));
  }

  private static List<HistoryEvent> events(StoredTask task, Map<Long, HistoryEvent> history) {
    return task.getEventIds().stream().sorted().filter(history::containsKey).map(history::get)
        .toList();
  }

  /// `retry_interval` is in seconds, with fractions.
  private static ObjectNode task(StoredTask task) {
    var json = object().put("task_id", task.getTaskId()).put("task_type", name(task.getType()))
        .put("task_status", name(task.getStatus()));
    putTime(json, "scheduled", task.getScheduledAt());
    putTime(json, "running", task.getStartedAt());
    putTime(json, "finished", task.getFinishedAt());
    json.set("args", PayloadJson.of(Payload.of(task.getArgs())));
    json.putObject("task_metadata").set("range", range(task.getRange()));
    if (task.getIdempotencyKey() != null) {
      json.put("idempotency_key", task.getIdempotencyKey());
    }
    var answer = task.getAnswer();
    if (answer != null && answer.getResponse() != null) {
      json.set("response", PayloadJson.of(Payload.of(answer.getResponse())));
    }
    if (answer != null && answer.getError() != null) {
      json.put("error", answer.getError().getReason())
          .put("error_kind", name(answer.getError().getKind()));
    }
    return json.put("attempt", task.getAttempt())
        .put("retry_interval", BigDecimal.valueOf(task.getRetryIntervalMs(), 3))
        .put("retry_attempts", task.getRetryAttempts());
  }

  private static ObjectNode event(HistoryEvent event) {
    var json = object().put("event_id", event.eventId());
    putTime(json, "timestamp", event.at());
    json.set("metadata", texts(event.metadata()));
    json.set("payload", PayloadJson.of(event.payload()));
    return json;
  }

  private static ObjectNode range(HistoryRange range) {
    var json = object();
    if (range.getOffset() != null) {
      json.put("offset", range.getOffset());
    }
    if (range.getLimit() != null) {
      json.put("limit", range.getLimit());
    }
    return json.put("direction", range.getBackward() ? "backward" : "forward");
  }

  private static ObjectNode texts(Map<String, String> texts) {
    var json = object();
    texts.forEach(json::put);
    return json;
  }

  private static void putTime(ObjectNode json, String name, @Nullable Instant time) {
    if (time != null) {
      json.put(name, time.toString());
    }
  }
}
