package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.IdsPage;
import io.gapless.schemas.record.ListProcesses;
import io.gapless.schemas.record.PageEvent;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessPage;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.ReadProcess;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TasksPage;
import io.gapless.schemas.record.TraceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is asked of processes through the log, and changes nothing.
///
/// A process that has not ended its first step is not shown: who asks is told `process is init`, and
/// asks again.
final class Reading {

  private static final int MOST_IDS = 1000;

  private final Rows rows;
  private final ProcessCommand command;

  private Reading(Rows rows, ProcessCommand command) {
    this.rows = rows;
    this.command = command;
  }

  static boolean isRead(ProcessCommand command) {
    return switch (command.getBody()) {
      case ReadProcess _,TraceProcess _,ListProcesses _ -> true;
      default -> false;
    };
  }

  /// The answer to a command that asks only; empty for any other.
  static Optional<StepAnswer> answer(Rows rows, ProcessCommand command) {
    var reading = new Reading(rows, command);
    return switch (command.getBody()) {
      case ReadProcess read -> Optional.of(reading.process(read));
      case TraceProcess trace -> Optional.of(reading.tasks(trace));
      case ListProcesses list -> Optional.of(reading.ids(list));
      default -> Optional.empty();
    };
  }

  private StepAnswer process(ReadProcess read) {
    var of = read.getOf();
    return shown(of == null ? null : of.getIncarnation(), process -> {
      long incarnation = process.getIncarnation();
      var head = of == null ? withoutTasks(process) : null;
      var page = new Page<PageEvent>(head == null ? 0 : Page.size(head));
      long newest = of == null ? Long.MAX_VALUE : of.getOffset();
      long most = read.getRange().getLimit() == null ? Long.MAX_VALUE : read.getRange().getLimit();
      if (most > 0) {
        rows.visitEvents(id(), incarnation, unlimited(read.getRange()),
            event -> event.event().getOffset() > newest
                || (page.add(new PageEvent(event.eventId(), event.event()),
                    Page.size(event.event())) && page.items().size() < most));
      }
      return encoded(() -> new ProcessPage(head, page.items(), page.isFull()).toByteBuffer());
    });
  }

  private StepAnswer tasks(TraceProcess trace) {
    return shown(trace.getIncarnation(), process -> {
      long incarnation = process.getIncarnation();
      long after = trace.getAfter();
      var found = new ArrayList<StoredTask>();
      // as many of either as a page could hold, and one more, at which the page ends then
      var ended = new Page<StoredTask>(0);
      rows.visitTasks(id(), incarnation, after,
          task -> found.add(task) && ended.add(task, Page.size(task)));
      var queued = new Page<StoredTask>(0);
      rows.visitQueue(id(), incarnation, after,
          task -> found.add(task) && queued.add(task, Page.size(task)));
      addIf(process.getRunning(), after, found);
      addIf(process.getTimer(), after, found);
      found.sort(Comparator.comparingLong(StoredTask::getTaskId));
      var page = new Page<StoredTask>(0);
      found.forEach(task -> {
        task.setWaiting(List.of()); // whoever waits for it is nobody's business
        page.add(task, Page.size(task));
      });
      return encoded(
          () -> new TasksPage(incarnation, page.items(), page.isFull()).toByteBuffer());
    });
  }

  private StepAnswer ids(ListProcesses list) {
    int most = Math.min(list.getLimit(), MOST_IDS);
    var ids = rows.processes(command.getNamespace(), list.getAfter(), most).stream()
        .map(ProcessId::id).toList();
    boolean more = ids.size() == most && most < list.getLimit();
    return Answers.ok(encoded(() -> new IdsPage(ids, more).toByteBuffer()));
  }

  private StepAnswer shown(@Nullable Long incarnation, Function<StoredProcess, ByteBuffer> page) {
    var process = rows.process(id())
        .filter(found -> incarnation == null || found.getIncarnation() == incarnation);
    if (process.isEmpty()) {
      return Answers.error(StepErrorKind.PROCESS_NOT_FOUND);
    }
    return process.get().getStatus() == ProcessStatus.INIT
        ? Answers.error(StepErrorKind.PROCESS_IS_INIT)
        : Answers.ok(page.apply(process.get()));
  }

  private ProcessId id() {
    return new ProcessId(command.getNamespace(), command.getId());
  }

  private static void addIf(@Nullable StoredTask task, long after, List<StoredTask> found) {
    if (task != null && task.getTaskId() > after) {
      found.add(task);
    }
  }

  /// The limit counts events that are shown, not those that are looked at.
  private static HistoryRange unlimited(HistoryRange range) {
    return new HistoryRange(range.getOffset(), null, range.getBackward());
  }

  /// Its tasks are asked for otherwise, and may be large.
  private static StoredProcess withoutTasks(StoredProcess process) {
    process.setRunning(null);
    var timer = process.getTimer();
    if (timer != null) {
      timer.setArgs(Life.NOTHING);
      timer.setContext(Life.NOTHING);
    }
    return process;
  }

  @FunctionalInterface
  private interface Encoding {
    ByteBuffer bytes() throws IOException;
  }

  private static ByteBuffer encoded(Encoding page) {
    try {
      return page.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException("an answer cannot be written", e);
    }
  }
}
