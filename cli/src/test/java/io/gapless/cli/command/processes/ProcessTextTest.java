package io.gapless.cli.command.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.console.Terminal;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessView;
import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepError;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessTextTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.5Z");
  private static final Instant SOON = NOON.plusMillis(12);
  private final ProcessText text = ProcessText.of(Terminal.NONE);

  @Test
  void showsAProcessThatWorks() {
    var process = new ProcessView(new ProcessId("orders", "42"), ProcessStatus.RUNNING,
        ProcessStatus.INIT, Optional.empty(), Optional.of(Payload.of("{\"apples\": 3}")),
        Map.of("state", "paid", "by", "card"), OptionalLong.empty(), 7,
        Optional.of(NOON.plusSeconds(60)), NOON, SOON);

    assertThat(text.process(process)).containsExactly(
        "orders 42  running since 2026-01-31 12:00:00.512Z, before that init",
        "  timer      2026-01-31 12:01:00.500Z",
        "  created    2026-01-31 12:00:00.500Z",
        "  metadata   by=card, state=paid",
        "  state      {\"apples\": 3}",
        "  last event 7");
  }

  @Test
  void showsWhyAProcessIsBroken() {
    var process = new ProcessView(new ProcessId("orders", "42"), ProcessStatus.ERROR,
        ProcessStatus.RUNNING, Optional.of("no such card\nat line 3"), Optional.empty(), Map.of(),
        OptionalLong.of(3), 0, Optional.empty(), NOON, SOON);

    assertThat(text.process(process)).contains("  reason     no such card\\nat line 3",
        "  broken by  task 3");
  }

  @Test
  void showsAnEventInALine() {
    assertThat(text.event(new HistoryEvent(12, NOON, Map.of(), Payload.of("paid 20"))))
        .isEqualTo("2026-01-31 12:00:00.500Z  event     12  paid 20");
    assertThat(text.event(
        new HistoryEvent(12, NOON, Map.of("format_version", "1"), Payload.of("paid\n20"))))
        .isEqualTo("2026-01-31 12:00:00.500Z  event     12  (format_version=1) paid\\n20");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    var narrow = ProcessText.of(new Terminal(true, 100));
    var large = Payload.of("x".repeat(5_000));
    var task = task(1, TaskType.CALL, TaskStatus.FINISHED, large.text(),
        new StepAnswer(large.buffer(), null), List.of(1L));

    var lines = narrow.trace(List.of(task), List.of(new HistoryEvent(1, NOON, Map.of(), large)));

    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeBetween(90, 100));
    assertThat(lines.getFirst()).contains("(5,000 bytes) → ");
  }

  @Test
  void tracesTasksWithTheirEvents() {
    var failed = new StepAnswer(null, new StepError(StepErrorKind.PROCESSOR, "no such card"));
    var late = task(3, TaskType.TIMEOUT, TaskStatus.ERROR, "", failed, List.of());
    late.setRetryAttempts(1);
    late.setAttempt(2);
    var waiting = task(4, TaskType.REMOVE, TaskStatus.WAITING, "", null, List.of());
    waiting.setStartedAt(null);
    waiting.setFinishedAt(null);
    waiting.setScheduledAt(NOON.plusSeconds(60));

    var lines = text.trace(
        List.of(task(1, TaskType.INIT, TaskStatus.FINISHED, "three apples",
            new StepAnswer(null, null), List.of(2L, 1L)),
            task(2, TaskType.CALL, TaskStatus.FINISHED, "pay 20",
                new StepAnswer(Payload.of("thank you").buffer(), null), List.of()),
            late, waiting),
        List.of(new HistoryEvent(1, NOON, Map.of(), Payload.of("placed")),
            new HistoryEvent(2, NOON, Map.of(), Payload.of("priced")),
            new HistoryEvent(3, NOON, Map.of(), Payload.of("of a task that came later"))));

    assertThat(lines).containsExactly(
        "2026-01-31 12:00:00.500Z  task       1  init     finished      12 ms  three apples → ok",
        "2026-01-31 12:00:00.500Z  event      1  placed",
        "2026-01-31 12:00:00.500Z  event      2  priced",
        "2026-01-31 12:00:00.500Z  task       2  call     finished      12 ms  pay 20 → thank you",
        "2026-01-31 12:00:00.500Z  task       3  timeout  error         12 ms"
            + "  → processor: no such card (execution 2) (try 2)",
        "2026-01-31 12:01:00.500Z  task       4  remove   waiting");
  }

  private static StoredTask task(long id, TaskType type, TaskStatus status, String args,
      @Nullable StepAnswer answer, List<Long> events) {
    return new StoredTask(id, type, status, NOON, NOON, SOON, 1, Payload.of(args).buffer(),
        Payload.EMPTY.buffer(), new HistoryRange(null, null, false), null, 0L, 0, answer, events,
        List.of());
  }
}
