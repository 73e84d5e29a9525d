package io.gapless.processes.http;

import io.gapless.processes.Answer;
import io.gapless.processes.EventRange;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessView;
import io.gapless.processes.Processes;
import io.gapless.processes.Request;
import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Processes that note what they are asked, and answer what a test tells them to; the namespace
/// `orders` has the process `42`.
final class FakeProcesses implements Processes {

  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  /// What a request for a step comes to.
  interface Step {
    Answer answer() throws InterruptedException;
  }

  final List<List<?>> asked = Collections.synchronizedList(new ArrayList<>());
  volatile Step step = () -> new Answer(Optional.of(Payload.of("done")), new Answer.Position(3, 7));
  volatile Optional<String> critical = Optional.empty();

  static ProcessView view(ProcessId id) {
    return new ProcessView(id, ProcessStatus.ERROR, ProcessStatus.RUNNING, Optional.of("broke"),
        Optional.of(Payload.of(new byte[]{-1})), Map.of("colour", "red"), OptionalLong.of(2), 2,
        Optional.of(NOON), NOON, NOON);
  }

  static HistoryEvent event(long id) {
    return new HistoryEvent(id, NOON, Map.of("format", "1"), Payload.of("event " + id));
  }

  @Override
  public Answer init(ProcessId id, Request request) throws InterruptedException {
    return step("init", id, request);
  }

  @Override
  public Answer call(ProcessId id, Request request) throws InterruptedException {
    return step("call", id, request);
  }

  @Override
  public Answer repair(ProcessId id, Request request) throws InterruptedException {
    return step("repair", id, request);
  }

  @Override
  public Answer simpleRepair(ProcessId id, Request request) throws InterruptedException {
    return step("simple-repair", id, request);
  }

  @Override
  public Answer notify(ProcessId id, Request request) throws InterruptedException {
    return step("notify", id, request);
  }

  @Override
  public Answer put(ProcessId id, Import imported) throws InterruptedException {
    return step("put", id, imported);
  }

  @Override
  public Answer remove(ProcessId id) throws InterruptedException {
    return step("remove", id, "");
  }

  @Override
  public Snapshot get(ProcessId id, EventRange range, Freshness freshness) {
    asked.add(List.of("get", id, range, freshness));
    known(id.namespace());
    if (!id.id().equals("42")) {
      throw new ProcessException(StepErrorKind.PROCESS_NOT_FOUND, "process not found");
    }
    return new Snapshot(view(id), range, List.of(event(1), event(2)));
  }

  @Override
  public List<StoredTask> trace(ProcessId id, Freshness freshness) {
    asked.add(List.of("trace", id, freshness));
    return List.of(task(1, TaskStatus.FINISHED, new StepAnswer(Payload.of("ok").buffer(), null),
        List.of(2L, 1L)), task(2, TaskStatus.CANCELLED, null, List.of()));
  }

  @Override
  public List<ProcessId> list(String namespace, String after, int limit) {
    asked.add(List.of("list", namespace, after, limit));
    known(namespace);
    return List.of(new ProcessId(namespace, "a"), new ProcessId(namespace, "b"));
  }

  @Override
  public Optional<String> healthCheck(String namespace) {
    known(namespace);
    return critical;
  }

  private Answer step(String operation, ProcessId id, Object request) throws InterruptedException {
    asked.add(List.of(operation, id, request));
    known(id.namespace());
    return step.answer();
  }

  private static void known(String namespace) {
    if (!namespace.equals("orders")) {
      throw new ProcessException(StepErrorKind.NAMESPACE_NOT_FOUND, "namespace not found");
    }
  }

  private static StoredTask task(long id, TaskStatus status, @Nullable StepAnswer answer,
      List<Long> events) {
    return new StoredTask(id, TaskType.TIMEOUT, status, NOON, NOON, null, 1,
        Payload.of("args").buffer(), Payload.EMPTY.buffer(), new HistoryRange(null, 5L, true), "k",
        1500L, 1, answer, events, List.of());
  }
}
