package io.gapless.cli.command.processes;

import io.gapless.cli.console.Terminal;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessView;
import io.gapless.processes.json.JsonViews;
import io.gapless.schemas.record.StoredTask;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Processes for people: a line an event and a task, none wider than the terminal. Times are UTC.
final class ProcessText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  /// Where nobody looks at it.
  private static final int PIPE_COLUMNS = 200;
  private static final int LEAST_PAYLOAD = 24;

  private final int columns;

  private ProcessText(int columns) {
    this.columns = columns;
  }

  static ProcessText of(Terminal terminal) {
    return new ProcessText(terminal.interactive() ? terminal.columns() : PIPE_COLUMNS);
  }

  /// A process without its history.
  List<String> process(ProcessView process) {
    var lines = new ArrayList<String>();
    lines.add(Printable.escaped(process.id().toString()) + "  "
        + JsonViews.name(process.status()) + " since " + time(process.statusChangedAt())
        + ", before that " + JsonViews.name(process.previousStatus()));
    process.detail().ifPresent(detail -> lines.add(field("reason", detail)));
    process.corruptedBy().ifPresent(task -> lines.add("  broken by  task " + task));
    process.timer().ifPresent(due -> lines.add("  timer      " + time(due)));
    lines.add("  created    " + time(process.createdAt()));
    if (!process.metadata().isEmpty()) {
      lines.add(field("metadata", texts(process.metadata())));
    }
    process.auxState().ifPresent(state -> lines.add(line("  state      ", state)));
    lines.add("  last event " + process.lastEventId());
    return lines;
  }

  /// An event of a history.
  String event(HistoryEvent event) {
    var metadata = event.metadata().isEmpty() ? "" : "(" + texts(event.metadata()) + ") ";
    return line(time(event.at()) + "  event " + padded(event.eventId(), 6) + "  " + metadata,
        event.payload());
  }

  /// Tasks in their order, each with the events that it added.
  List<String> trace(List<StoredTask> tasks, List<HistoryEvent> history) {
    var events = history.stream()
        .collect(Collectors.toMap(HistoryEvent::eventId, Function.identity()));
    var lines = new ArrayList<String>();
    for (StoredTask task : tasks) {
      lines.add(task(task));
      task.getEventIds().stream().sorted().map(events::get).filter(Objects::nonNull)
          .forEach(event -> lines.add(event(event)));
    }
    return lines;
  }

  /// `2026-01-31 23:59:59.999Z  task      7  call     finished      12 ms  pay 20 → thank you`.
  private String task(StoredTask task) {
    var began = task.getStartedAt() == null ? task.getScheduledAt() : task.getStartedAt();
    var head = String.format(Locale.ROOT, "%s  task  %s  %-8s %-9s %9s  ", time(began),
        padded(task.getTaskId(), 6), JsonViews.name(task.getType()),
        JsonViews.name(task.getStatus()), took(task));
    var told = told(task);
    int room = Math.max(LEAST_PAYLOAD, columns - head.length());
    var args = Payload.of(task.getArgs());
    if (told.isEmpty()) {
      return (head + Printable.inShort(args, room)).stripTrailing();
    }
    var asked = args.size() == 0 ? "" : Printable.inShort(args, room / 2) + " ";
    return head + asked + "→ " + Printable.inShort(told, room - asked.length() - 2);
  }

  private static String told(StoredTask task) {
    var tries = (task.getAttempt() > 1 ? " (execution " + task.getAttempt() + ")" : "")
        + (task.getRetryAttempts() > 0 ? " (try " + (task.getRetryAttempts() + 1) + ")" : "");
    var answer = task.getAnswer();
    if (answer == null) {
      return tries.strip();
    }
    if (answer.getError() != null) {
      return JsonViews.name(answer.getError().getKind()) + ": " + answer.getError().getReason()
          + tries;
    }
    return (answer.getResponse() == null
        ? "ok"
        : Printable.whole(Payload.of(answer.getResponse()))) + tries;
  }

  private static String took(StoredTask task) {
    if (task.getStartedAt() == null || task.getFinishedAt() == null) {
      return "";
    }
    long millis = Duration.between(task.getStartedAt(), task.getFinishedAt()).toMillis();
    return millis < 10_000
        ? millis + " ms"
        : String.format(Locale.ROOT, "%,.1f s", millis / 1000.0);
  }

  private String line(String head, Payload payload) {
    return head + Printable.inShort(payload, Math.max(LEAST_PAYLOAD, columns - head.length()));
  }

  private String field(String name, String value) {
    var head = "  " + name + " ".repeat(11 - name.length());
    return head + Printable.inShort(value, Math.max(LEAST_PAYLOAD, columns - head.length()));
  }

  private static String texts(Map<String, String> texts) {
    return new TreeMap<>(texts).entrySet().stream()
        .map(text -> Printable.escaped(text.getKey() + "=" + text.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String padded(long number, int width) {
    return String.format(Locale.ROOT, "%" + width + "d", number);
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }
}
