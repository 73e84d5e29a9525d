package io.gapless.processes.engine;

import io.gapless.processes.Answer;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.EventRange;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes.Snapshot;
import io.gapless.processes.core.Rows;
import io.gapless.schemas.record.EarlierPage;
import io.gapless.schemas.record.IdsPage;
import io.gapless.schemas.record.ListProcesses;
import io.gapless.schemas.record.ProcessPage;
import io.gapless.schemas.record.ReadProcess;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TasksPage;
import io.gapless.schemas.record.TraceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;

/// Reads through the log of commands: after all that anybody was told before, wherever a process
/// lives.
///
/// What does not fit into one answer is asked for page by page. All pages of a history show it as it
/// was at the first; each page of a trace shows its tasks as they are then. Patience is for each
/// answer.
final class LoggedReads {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Questions questions;
  private final int partitions;
  private final Pause pause;

  /// How time passes before a question is asked again.
  @FunctionalInterface
  interface Pause {
    void last(Duration length) throws InterruptedException;
  }

  /// @param partitions of the log of commands
  LoggedReads(Questions questions, int partitions, Pause pause) {
    this.questions = questions;
    this.partitions = partitions;
    this.pause = pause;
  }

  int partitions() {
    return partitions;
  }

  Snapshot get(ProcessId id, EventRange range, Duration patience) throws InterruptedException {
    var answer = askUntilBegun(id, new ReadProcess(range.toRecord(), null), patience);
    var page = page(answer, ProcessPage.getDecoder());
    var process = Objects.requireNonNull(page.getProcess(), "a first page without its process");
    var shown = new EarlierPage(process.getIncarnation(), answer.position().offset());
    var history = new ArrayList<HistoryEvent>();
    page.getEvents().forEach(event -> history.add(Views.of(event)));
    while (page.getMore()) {
      page = page(questions.ask(id.namespace(), id.id(),
          new ReadProcess(rest(range, history).toRecord(), shown), patience),
          ProcessPage.getDecoder());
      page.getEvents().forEach(event -> history.add(Views.of(event)));
    }
    return new Snapshot(Views.of(id, process), range, history);
  }

  List<StoredTask> trace(ProcessId id, Duration patience) throws InterruptedException {
    var page = page(askUntilBegun(id, new TraceProcess(0L, null), patience),
        TasksPage.getDecoder());
    var tasks = new ArrayList<>(page.getTasks());
    while (page.getMore()) {
      page = page(questions.ask(id.namespace(), id.id(),
          new TraceProcess(tasks.getLast().getTaskId(), page.getIncarnation()), patience),
          TasksPage.getDecoder());
      tasks.addAll(page.getTasks());
    }
    return tasks;
  }

  /// Ids of processes in all partitions.
  List<ProcessId> list(String namespace, String after, int limit, Duration patience)
      throws InterruptedException {
    return list(IntStream.range(0, partitions).boxed().toList(), namespace, after, limit, patience);
  }

  /// Ids of processes in these partitions.
  List<ProcessId> list(Collection<Integer> wanted, String namespace, String after, int limit,
      Duration patience) throws InterruptedException {
    var found = new ArrayList<ProcessId>();
    Map<Integer, ListProcesses> next = wanted.stream().collect(
        Collectors.toMap(Function.identity(), _ -> new ListProcesses(after, limit)));
    while (!next.isEmpty()) {
      var asked = next;
      next = new HashMap<>();
      for (var answer : questions.ask(namespace, asked, patience).entrySet()) {
        var page = page(answer.getValue(), IdsPage.getDecoder());
        page.getIds().forEach(id -> found.add(new ProcessId(namespace, id)));
        if (page.getMore()) {
          int left = Objects.requireNonNull(asked.get(answer.getKey())).getLimit()
              - page.getIds().size();
          next.put(answer.getKey(), new ListProcesses(page.getIds().getLast(), left));
        }
      }
    }
    return found.stream().sorted(Rows.ORDER).limit(limit).toList();
  }

  /// Why not all partitions answer; empty if they do.
  Optional<String> healthCheck(String namespace, Duration patience) throws InterruptedException {
    try {
      var _ = list(namespace, "", 0, patience);
      return Optional.empty();
    } catch (ProcessException e) {
      if (e.kind() == StepErrorKind.TIMEOUT) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
      throw e;
    } catch (EngineUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// A process is not shown before its first step is done: asks again until it is.
  private Answer askUntilBegun(ProcessId id, Object body, Duration patience)
      throws InterruptedException {
    long began = System.nanoTime();
    var wait = FIRST_PAUSE;
    while (true) {
      var left = patience.minusNanos(System.nanoTime() - began);
      try {
        return questions.ask(id.namespace(), id.id(), body, left);
      } catch (ProcessException e) {
        if (e.kind() != StepErrorKind.PROCESS_IS_INIT) {
          throw e;
        }
        if (left.compareTo(wait) <= 0) {
          throw new ProcessException(StepErrorKind.TIMEOUT,
              "timeout: the process is still in its first step");
        }
      }
      pause.last(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
          ? wait.multipliedBy(2)
          : LONGEST_PAUSE;
    }
  }

  /// What is left of a range behind the events that are there.
  private static EventRange rest(EventRange range, List<HistoryEvent> history) {
    Long limit = range.limit();
    return history.isEmpty()
        ? range
        : new EventRange(history.getLast().eventId(), limit == null ? null : limit - history.size(),
            range.backward());
  }

  private static <T> T page(Answer answer, BinaryMessageDecoder<T> decoder) {
    try {
      return decoder.decode(answer.response().map(Payload::buffer).orElseThrow());
    } catch (IOException | AvroRuntimeException e) {
      throw new EngineUnavailableException(
          "an answer cannot be read; are all engines and clients of one version?", e);
    }
  }
}
