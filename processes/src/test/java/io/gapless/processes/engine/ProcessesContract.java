package io.gapless.processes.engine;

import static io.gapless.schemas.record.StepOperation.CALL;
import static io.gapless.schemas.record.StepOperation.INIT;
import static io.gapless.schemas.record.StepOperation.NOTIFY;
import static io.gapless.schemas.record.StepOperation.REPAIR;
import static io.gapless.schemas.record.StepOperation.SIMPLE_REPAIR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.processes.Answer;
import io.gapless.processes.EventRange;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.Publication;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Processes.Snapshot;
import io.gapless.processes.Request;
import io.gapless.processes.Requests.Import;
import io.gapless.processes.RetryPolicy;
import io.gapless.processes.Step;
import io.gapless.processes.StepFailedException;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How an engine of processes behaves: as [Progressor](https://github.com/valitydev/progressor), but
/// where that is a defect. `B` and `T` are the cases of its own suite, `A` what else it does.
abstract class ProcessesContract {

  private static final Request INIT_ARGS = Request.of("init_args");
  private static final Request CALL_ARGS = Request.of("call_args");
  private static final Payload RESPONSE = Payload.of("response");
  private static final Map<String, String> META = Map.of("k", "v");

  final Script script = new Script();
  private final ProcessId id = new ProcessId("test", UUID.randomUUID().toString());
  private @Nullable Stage opened;

  /// Opens a stage().
  abstract Stage open(Script script, Function<Namespace, Namespace> settings) throws Exception;

  @AfterEach
  void close() throws Exception {
    if (opened != null) {
      opened.close();
    }
  }

  private void open() throws Exception {
    open(settings -> settings);
  }

  private void open(Function<Namespace, Namespace> more) throws Exception {
    opened = open(script, namespace -> {
      var second = oneSecond();
      return more.apply(namespace.withTopics("conformance.events", "conformance.lifecycles")
          .withStepTimeout(second.multipliedBy(300)).withRetry(new RetryPolicy(second, 1.0,
              second.multipliedBy(180), 3, List.of("do_not_retry", "some_reason"))));
    });
  }

  private Stage stage() {
    return Objects.requireNonNull(opened);
  }

  /// A second of the table.
  abstract Duration oneSecond();

  @Test
  void b1SimpleTimers() throws Exception {
    script.then(TaskType.INIT, step -> in(2, event(Intent.none(), 1).auxState(Payload.of("a1"))
        .metadata(META)));
    script.then(TaskType.TIMEOUT,
        step -> event(Intent.none(), 2).timeoutNow().auxState(Payload.of("a2")));
    script.then(TaskType.TIMEOUT, step -> Intent.none());
    open();

    assertThat(ask(INIT, INIT_ARGS).response()).isEmpty();
    untilIdle(3);

    var process = get();
    assertThat(process.process().status()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(process.process().auxState()).contains(Payload.of("a2"));
    assertThat(process.process().metadata()).isEqualTo(META);
    assertThat(ids(process)).containsExactly(1L, 2L);
    assertThat(process.history()).allSatisfy(
        event -> assertThat(event.metadata()).containsEntry("format_version", "1"));
  }

  @Test
  void b2SimpleCall() throws Exception {
    var due = new AtomicReference<Instant>();
    script.then(TaskType.INIT, step -> {
      due.set(stage().now().plus(stage().seconds(20)));
      return event(Intent.none(), 1).timeoutAt(due.get());
    });
    script.then(TaskType.CALL, step -> event(Intent.none(), 2).respond(RESPONSE))
        .lasting(() -> due.get().plus(stage().seconds(1)));
    script.then(TaskType.TIMEOUT, step -> {
      assertThat(step.history().events()).hasSize(2);
      return event(Intent.none(), 3);
    });
    open();

    ask(INIT, INIT_ARGS);
    assertThat(ask(CALL, CALL_ARGS).response()).contains(RESPONSE);
    untilIdle(3);

    assertThat(ids(get())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void b3RescheduleAfterCall() throws Exception {
    script.then(TaskType.INIT, step -> in(20, event(Intent.none(), 1)));
    script.then(TaskType.CALL, step -> event(Intent.none(), 2).respond(RESPONSE))
        .lasting(() -> stage().now().plus(stage().seconds(0.5)));
    script.then(TaskType.TIMEOUT, step -> {
      assertThat(step.history().events()).hasSize(2);
      return event(Intent.none(), 3);
    });
    open();

    ask(INIT, INIT_ARGS);
    assertThat(ask(CALL, CALL_ARGS).response()).contains(RESPONSE);
    untilIdle(3);

    assertThat(ids(get())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void b4SimpleCallWithRange() throws Exception {
    script.then(TaskType.INIT, step -> {
      assertThat(step.process().lastEventId()).isZero();
      return events(1, 2, 3, 4);
    });
    script.then(TaskType.CALL, step -> {
      assertThat(ids(step)).containsExactly(2L, 3L);
      assertThat(step.process().lastEventId()).isEqualTo(4);
      return event(Intent.none(), 5).respond(RESPONSE);
    });
    script.then(TaskType.CALL, step -> {
      assertThat(ids(step)).containsExactly(4L, 3L);
      assertThat(step.process().lastEventId()).isEqualTo(5);
      return event(Intent.none(), 6).respond(RESPONSE).timeoutNow();
    });
    script.then(TaskType.TIMEOUT, step -> {
      assertThat(step.history().events()).hasSize(6);
      assertThat(step.process().lastEventId()).isEqualTo(6);
      return event(Intent.none(), 7);
    });
    open();

    ask(INIT, INIT_ARGS);
    assertThat(ask(CALL, CALL_ARGS.withRange(EventRange.after(1).limited(2))).response())
        .contains(RESPONSE);
    assertThat(ask(CALL, CALL_ARGS.withRange(EventRange.before(5).limited(2))).response())
        .contains(RESPONSE);
    untilIdle(4);

    assertThat(ids(get())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    var part = stage().get(id, EventRange.before(6));
    assertThat(ids(part)).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(part.range()).isEqualTo(EventRange.before(6));
    assertThat(part.process().lastEventId()).isEqualTo(7);
  }

  @Test
  void b5CallReplaceTimer() throws Exception {
    script.then(TaskType.INIT, step -> event(Intent.none(), 1)
        .removeAt(stage().now().plus(stage().seconds(200))));
    script.then(TaskType.CALL, step -> Intent.none().respond(RESPONSE).timeoutNow());
    script.then(TaskType.TIMEOUT, step -> {
      assertThat(step.history().events()).hasSize(1);
      return event(Intent.none(), 2);
    });
    open();

    ask(INIT, INIT_ARGS);
    ask(CALL, CALL_ARGS);
    untilIdle(3);

    assertThat(ids(get())).containsExactly(1L, 2L);
    var trace = stage().trace(id);
    assertThat(trace).extracting(StoredTask::getType).containsExactly(TaskType.INIT,
        TaskType.REMOVE, TaskType.CALL, TaskType.TIMEOUT);
    assertThat(trace).extracting(StoredTask::getStatus).containsExactly(TaskStatus.FINISHED,
        TaskStatus.CANCELLED, TaskStatus.FINISHED, TaskStatus.FINISHED);
    assertThat(trace).extracting(StoredTask::getEventIds).containsExactly(List.of(1L), List.of(),
        List.of(), List.of(2L));
    assertThat(trace).extracting(task -> Payload.of(task.getArgs()).text())
        .containsExactly("init_args", "", "call_args", "");
    assertThat(Payload.of(trace.get(2).getAnswer().getResponse())).isEqualTo(RESPONSE);
    assertThat(trace.get(0).getStartedAt()).isNotNull();
    assertThat(trace.get(0).getFinishedAt()).isNotNull();
    assertThat(trace).allSatisfy(task -> {
      assertThat(task.getRetryIntervalMs()).isZero();
      assertThat(task.getRetryAttempts()).isZero();
    });
  }

  @Test
  void b6CallUnsetTimer() throws Exception {
    script.then(TaskType.INIT, step -> in(200, event(Intent.none(), 1)));
    script.then(TaskType.CALL, step -> Intent.none().respond(RESPONSE).unsetTimer());
    open();

    ask(INIT, INIT_ARGS);
    ask(CALL, CALL_ARGS);
    untilIdle(2);

    assertThat(get().process().status()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(ids(get())).containsExactly(1L);
    assertThat(script.played()).hasSize(2);
  }

  @Test
  void b7PostponedCall() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> event(Intent.none(), 1).timeoutNow())
        .lasting(() -> stage().now().plus(stage().seconds(20)));
    script.then(TaskType.CALL, step -> {
      assertThat(step.history().events()).hasSize(1);
      return event(Intent.none(), 2).respond(RESPONSE);
    });
    script.then(TaskType.TIMEOUT, step -> {
      assertThat(step.history().events()).hasSize(2);
      return event(Intent.none(), 3);
    });
    open();

    ask(INIT, INIT_ARGS);
    stage().until(() -> script.played().size() == 2);
    assertThat(ask(CALL, CALL_ARGS).response()).contains(RESPONSE);
    untilIdle(4);

    assertThat(ids(get())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void b8PostponedCallToSuspendedProcess() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> event(Intent.none(), 1))
        .lasting(() -> stage().now().plus(stage().seconds(20)));
    script.then(TaskType.CALL, step -> {
      assertThat(step.history().events()).hasSize(1);
      return event(Intent.none(), 2).respond(RESPONSE);
    });
    open();

    ask(INIT, INIT_ARGS);
    stage().until(() -> script.played().size() == 2);
    assertThat(ask(CALL, CALL_ARGS).response()).contains(RESPONSE);
    untilIdle(3);

    assertThat(ids(get())).containsExactly(1L, 2L);
  }

  @Test
  void b9MultipleCalls() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.always(TaskType.CALL, step -> event(Intent.none(),
        Long.parseLong(step.args().text())).respond(RESPONSE));
    open();

    ask(INIT, INIT_ARGS);
    var calls = LongStream.rangeClosed(1, 10)
        .mapToObj(number -> stage().ask(CALL, id, Request.of(Long.toString(number)))).toList();
    for (Pending call : calls) {
      assertThat(call.get().response()).contains(RESPONSE);
    }
    untilIdle(11);

    assertThat(ids(get())).containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed()
        .toList());
  }

  @Test
  void b10RepairAfterNonRetriableError() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> failing("do_not_retry"));
    script.then(TaskType.REPAIR, step -> event(Intent.none(), 1));
    script.then(TaskType.TIMEOUT, step -> {
      assertThat(step.history().events()).hasSize(1);
      return event(Intent.none(), 2);
    });
    open();

    ask(INIT, INIT_ARGS);
    untilIdle(2);
    assertThat(get().process().status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(get().process().detail()).contains("do_not_retry");
    assertThat(get().history()).isEmpty();

    ask(REPAIR, Request.of("repair_args"));
    untilIdle(4);
    assertThat(get().process().status()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(get().process().detail()).isEmpty();
    assertThat(ids(get())).containsExactly(1L, 2L);
  }

  @Test
  void b11ErrorAfterMaxRetries() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.always(TaskType.TIMEOUT, step -> failing("result_unknown: closed"));
    open();

    ask(INIT, INIT_ARGS);
    untilIdle(4);

    assertThat(get().process().status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(get().process().detail()).contains("result_unknown: closed");
    assertThat(get().history()).isEmpty();
  }

  @Test
  void b12RepairAfterCallError() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().metadata(META));
    script.then(TaskType.CALL, step -> failing("retry_this"));
    script.then(TaskType.REPAIR, step -> failing("repair_error"));
    script.then(TaskType.REPAIR,
        step -> event(Intent.none(), 1).metadata(Map.of("k2", "v2")));
    open();

    ask(INIT, INIT_ARGS);
    assertRefused("retry_this", StepErrorKind.PROCESSOR, CALL);
    assertThat(get().process().status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(get().process().detail()).contains("retry_this");
    assertThat(get().process().metadata()).isEqualTo(META);

    assertRefused("repair_error", StepErrorKind.PROCESSOR, REPAIR);
    assertThat(get().process().detail()).contains("retry_this");

    ask(REPAIR, Request.of("good"));
    assertThat(get().process().status()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(get().process().metadata()).isEqualTo(Map.of("k2", "v2"));
    assertThat(ids(get())).containsExactly(1L);
    assertThat(script.played()).hasSize(4);
  }

  @Test
  void b13RemoveByTimer() throws Exception {
    script.then(TaskType.INIT,
        step -> events(1, 2).removeAt(stage().now().plus(stage().seconds(30))));
    open();

    ask(INIT, INIT_ARGS);
    assertThat(ids(get())).containsExactly(1L, 2L);
    untilGone();
  }

  @Test
  void b14RemoveWithoutTimer() throws Exception {
    script.then(TaskType.INIT, step -> in(30, event(Intent.none(), 1)));
    script.then(TaskType.TIMEOUT, step -> Intent.none().remove());
    open();

    ask(INIT, INIT_ARGS);
    assertThat(ids(get())).containsExactly(1L);
    untilGone();
    assertThat(script.played()).hasSize(2);
  }

  @Test
  void b15PutProcess() throws Exception {
    open();

    stage().put(id, imported(ProcessStatus.RUNNING, new Intent.Action.Keep(), 1, 2, 3));
    assertThat(ids(get())).containsExactly(1L, 2L, 3L);
    assertThatThrownBy(
        () -> stage().put(id, imported(ProcessStatus.RUNNING, new Intent.Action.Keep(), 1)))
        .isInstanceOf(ProcessException.class).hasMessage("process already exists");
  }

  @Test
  void b16TaskRaceConditionHack() throws Exception {
    script.then(TaskType.INIT,
        step -> event(Intent.none(), 1).auxState(Payload.of("aux_state")))
        .lasting(() -> stage().now().plus(stage().seconds(3)));
    open();

    var init = stage().ask(INIT, id, INIT_ARGS);
    stage().until(() -> script.played().size() == 1);
    var process = get();

    assertThat(process.process().status()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(process.process().auxState()).contains(Payload.of("aux_state"));
    assertThat(process.process().lastEventId()).isEqualTo(1);
    assertThat(process.range()).isEqualTo(EventRange.ALL);
    assertThat(ids(process)).containsExactly(1L);
    assertThat(init.get().response()).isEmpty();
  }

  @Test
  void t1SimpleRepairAfterNonRetriableError() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> {
      assertThat(step.context()).isEqualTo(Payload.EMPTY);
      return failing("do_not_retry");
    });
    script.then(TaskType.TIMEOUT, step -> {
      assertThat(step.context()).isEqualTo(Payload.of("simple_repair_ctx"));
      return event(Intent.none(), 1).timeoutNow();
    });
    script.then(TaskType.TIMEOUT, step -> {
      assertThat(step.history().events()).hasSize(1);
      return event(Intent.none(), 2);
    });
    open();

    ask(INIT, INIT_ARGS);
    untilIdle(2);
    assertThat(get().process().status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(get().process().previousStatus()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(get().process().detail()).contains("do_not_retry");
    assertThat(get().history()).isEmpty();

    ask(SIMPLE_REPAIR, Request.of("").withContext(Payload.of("simple_repair_ctx")));
    untilIdle(4);
    assertThat(get().process().status()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(get().process().previousStatus()).isEqualTo(ProcessStatus.ERROR);
    assertThat(get().process().detail()).isEmpty();
    assertThat(ids(get())).containsExactly(1L, 2L);
  }

  @Test
  void t2SimpleRepairAfterCallError() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().metadata(META));
    script.then(TaskType.CALL, step -> failing("retry_this"));
    open();

    ask(INIT, INIT_ARGS);
    assertRefused("retry_this", StepErrorKind.PROCESSOR, CALL);
    assertThat(get().process().previousStatus()).isEqualTo(ProcessStatus.RUNNING);

    ask(SIMPLE_REPAIR, Request.of(""));
    var process = get().process();
    assertThat(process.status()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(process.previousStatus()).isEqualTo(ProcessStatus.ERROR);
    assertThat(process.metadata()).isEqualTo(META);
    assertThat(get().history()).isEmpty();
    assertThat(script.played()).hasSize(2);
  }

  @Test
  void t3PutProcessZombie() throws Exception {
    script.then(TaskType.TIMEOUT, step -> Intent.none())
        .lasting(() -> stage().now().plus(stage().seconds(50)));
    open(namespace -> namespace.withLostSteps(LostSteps.ERROR));

    stage().put(id, imported(ProcessStatus.RUNNING, new Intent.Action.TimeoutAt(stage().now()), 1));
    stage().until(() -> script.played().size() == 1);
    stage().loseStep(id);
    stage().until(() -> status() == ProcessStatus.ERROR);

    assertThat(get().process().detail()).contains("zombie detected");
    assertThat(get().process().corruptedBy()).isEqualTo(OptionalLong.of(2));
  }

  @Test
  void t4PutProcessWithTimeout() throws Exception {
    script.then(TaskType.TIMEOUT, step -> event(Intent.none(), 2));
    open();

    stage().put(id, imported(ProcessStatus.RUNNING,
        new Intent.Action.TimeoutAt(stage().now().plus(stage().seconds(20))), 1));
    assertThat(ids(get())).containsExactly(1L);
    untilIdle(1);
    assertThat(ids(get())).containsExactly(1L, 2L);
  }

  @Test
  void t5PutProcessWithRemove() throws Exception {
    open();

    stage().put(id, imported(ProcessStatus.RUNNING,
        new Intent.Action.RemoveAt(stage().now().plus(stage().seconds(20))), 1));
    assertThat(ids(get())).containsExactly(1L);
    untilGone();
  }

  @Test
  void a1InitTwice() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    open();

    ask(INIT, INIT_ARGS);
    assertRefused("process already exists", StepErrorKind.PROCESS_ALREADY_EXISTS, INIT);
  }

  @Test
  void a2UnknownId() throws Exception {
    open();

    for (StepOperation operation : List.of(CALL, REPAIR, SIMPLE_REPAIR, NOTIFY)) {
      assertRefused("process not found", StepErrorKind.PROCESS_NOT_FOUND, operation);
    }
    assertThatThrownBy(this::get).hasMessage("process not found");
    assertThatThrownBy(() -> stage().trace(id)).hasMessage("process not found");
    assertThatThrownBy(() -> stage().remove(id)).hasMessage("process not found");
  }

  @Test
  void a3CallOnErrorAndRepairOnRunning() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.then(TaskType.CALL, step -> failing("broken"));
    open();

    ask(INIT, INIT_ARGS);
    assertRefused("process is running", StepErrorKind.PROCESS_IS_RUNNING, REPAIR);
    assertRefused("process is running", StepErrorKind.PROCESS_IS_RUNNING, SIMPLE_REPAIR);
    assertRefused("broken", StepErrorKind.PROCESSOR, CALL);
    assertRefused("process is error", StepErrorKind.PROCESS_IS_ERROR, CALL);
    assertRefused("process is error", StepErrorKind.PROCESS_IS_ERROR, NOTIFY);
  }

  @Test
  void a4InitFails() throws Exception {
    script.then(TaskType.INIT, step -> failing("no"));
    script.then(TaskType.REPAIR, step -> Intent.none());
    open();

    assertRefused("no", StepErrorKind.PROCESSOR, INIT);
    assertThat(get().process().status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(get().process().previousStatus()).isEqualTo(ProcessStatus.INIT);

    ask(REPAIR, Request.of(""));
    assertThat(get().process().status()).isEqualTo(ProcessStatus.RUNNING);
    assertLifecycles("failed", "working");
  }

  @Test
  void a5IdempotentRepetition() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().respond(Payload.of("made")));
    script.then(TaskType.CALL, step -> Intent.none().respond(RESPONSE));
    script.then(TaskType.CALL, step -> failing("broken"));
    script.then(TaskType.REPAIR, step -> Intent.none().respond(Payload.of("mended")));
    open();

    for (int i = 0; i < 2; i++) {
      assertThat(ask(INIT, INIT_ARGS.withKey("i")).response()).contains(Payload.of("made"));
    }
    for (int i = 0; i < 2; i++) {
      assertThat(ask(CALL, CALL_ARGS.withKey("c")).response()).contains(RESPONSE);
    }
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> ask(CALL, CALL_ARGS.withKey("d"))).hasMessage("broken");
    }
    for (int i = 0; i < 2; i++) {
      assertThat(ask(REPAIR, Request.of("").withKey("r")).response())
          .contains(Payload.of("mended"));
    }
    assertThatThrownBy(() -> ask(CALL, CALL_ARGS.withKey("d"))).hasMessage("broken");
    assertThat(script.played()).hasSize(4);
  }

  @Test
  void a6RepetitionWhileInProgress() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.then(TaskType.CALL, step -> Intent.none().respond(RESPONSE))
        .lasting(() -> stage().now().plus(stage().seconds(20)));
    open();

    ask(INIT, INIT_ARGS);
    var first = stage().ask(CALL, id, CALL_ARGS.withKey("c"));
    stage().until(() -> script.played().size() == 2);
    var second = stage().ask(CALL, id, CALL_ARGS.withKey("c"));

    assertThat(first.get().response()).contains(RESPONSE);
    assertThat(second.get().response()).contains(RESPONSE);
    assertThat(script.played()).hasSize(2);
  }

  @Test
  void a7SameKeyForSomethingElse() throws Exception {
    script.always(TaskType.INIT, step -> Intent.none());
    script.always(TaskType.CALL, step -> Intent.none().respond(step.args()));
    open();

    ask(INIT, INIT_ARGS.withKey("k"));
    assertThatThrownBy(() -> ask(CALL, INIT_ARGS.withKey("k")))
        .hasMessage("idempotency key reused");
    ask(CALL, CALL_ARGS.withKey("c"));
    assertThatThrownBy(() -> ask(CALL, Request.of("other").withKey("c")))
        .hasMessage("idempotency key reused");

    // keys belong to a process: another one's are its own
    var other = new ProcessId("test", id.id() + "-other");
    stage().ask(INIT, other, Request.of("other").withKey("k")).get();
    assertThat(stage().ask(CALL, other, Request.of("else").withKey("c")).get().response())
        .contains(Payload.of("else"));
  }

  @Test
  void a8KeyOfACancelledTask() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.then(TaskType.CALL, step -> failing("broken"))
        .lasting(() -> stage().now().plus(stage().seconds(20)));
    open();

    ask(INIT, INIT_ARGS);
    var failing = stage().ask(CALL, id, Request.of("1"));
    stage().until(() -> script.played().size() == 2);
    var waiting = stage().ask(CALL, id, Request.of("2").withKey("w"));

    assertThatThrownBy(failing::get).hasMessage("broken");
    assertThatThrownBy(waiting::get).hasMessage("process is error");
    assertThatThrownBy(() -> ask(CALL, Request.of("2").withKey("w")))
        .hasMessage("process is error");
  }

  @Test
  void a9RetryIntervals() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.always(TaskType.TIMEOUT, step -> failing("again"));
    var second = oneSecond();
    open(namespace -> namespace.withRetry(
        new RetryPolicy(second, 2.0, second.multipliedBy(5), null, List.of())));

    ask(INIT, INIT_ARGS);
    // 1, 2 and 4 seconds; 8 would not be less than 5
    untilIdle(5);

    assertThat(retries()).extracting(StoredTask::getRetryIntervalMs).containsExactly(0L,
        second.toMillis(), 2 * second.toMillis(), 4 * second.toMillis());
    assertThat(get().process().status()).isEqualTo(ProcessStatus.ERROR);
  }

  @Test
  void a10NonRetryableExactMatch() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> failing("some_reason more"));
    script.then(TaskType.TIMEOUT, step -> failing("some_reason"));
    open();

    ask(INIT, INIT_ARGS);
    untilIdle(3);

    assertThat(get().process().detail()).contains("some_reason");
  }

  @Test
  void a11CallWhileARetryWaits() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> failing("again"));
    script.then(TaskType.CALL, step -> event(Intent.none(), 1).respond(RESPONSE));
    script.then(TaskType.TIMEOUT, step -> event(Intent.none(), 2));
    var second = oneSecond();
    open(namespace -> namespace.withRetry(
        new RetryPolicy(second.multipliedBy(30), 1.0, null, 3, List.of())));

    ask(INIT, INIT_ARGS);
    stage().until(() -> tasks().stream().anyMatch(task -> task.getRetryAttempts() == 1));
    assertThat(ask(CALL, CALL_ARGS).response()).contains(RESPONSE);
    untilIdle(4);

    assertThat(ids(get())).containsExactly(1L, 2L);
  }

  @Test
  void a12ProcessErrorWithWaitingCalls() throws Exception {
    script.then(TaskType.INIT, step -> in(500, Intent.none()));
    script.then(TaskType.CALL, step -> failing("broken"))
        .lasting(() -> stage().now().plus(stage().seconds(20)));
    open();

    ask(INIT, INIT_ARGS);
    var first = stage().ask(CALL, id, Request.of("1"));
    stage().until(() -> script.played().size() == 2);
    var second = stage().ask(CALL, id, Request.of("2"));
    var third = stage().ask(CALL, id, Request.of("3"));

    assertThatThrownBy(first::get).hasMessage("broken");
    assertThatThrownBy(second::get).hasMessage("process is error");
    assertThatThrownBy(third::get).hasMessage("process is error");
    assertThat(stage().trace(id)).extracting(StoredTask::getStatus).containsExactlyInAnyOrder(
        TaskStatus.FINISHED, TaskStatus.CANCELLED, TaskStatus.ERROR, TaskStatus.CANCELLED,
        TaskStatus.CANCELLED);
  }

  @Test
  void a13TimerReplacedByTimer() throws Exception {
    script.then(TaskType.INIT, step -> in(500, Intent.none()));
    script.then(TaskType.CALL, step -> in(5, Intent.none()));
    script.then(TaskType.TIMEOUT, step -> Intent.none());
    open();

    ask(INIT, INIT_ARGS);
    ask(CALL, CALL_ARGS);
    untilIdle(3);

    assertThat(stage().trace(id)).extracting(StoredTask::getStatus).containsExactly(
        TaskStatus.FINISHED, TaskStatus.CANCELLED, TaskStatus.FINISHED, TaskStatus.FINISHED);
  }

  @Test
  void a14RemoveThenInitWithTheSameId() throws Exception {
    var ends = new AtomicReference<>(Instant.EPOCH);
    script.then(TaskType.INIT, step -> events(1, 2, 3));
    script.then(TaskType.CALL, step -> events(4))
        .lasting(() -> {
          ends.set(stage().now().plus(stage().seconds(20)));
          return ends.get();
        });
    script.then(TaskType.INIT, step -> event(Intent.none(), 1));
    open();

    ask(INIT, INIT_ARGS.withKey("k"));
    var call = stage().ask(CALL, id, CALL_ARGS);
    stage().until(() -> script.played().size() == 2);
    stage().remove(id);
    assertThatThrownBy(call::get).hasMessage("process not found");

    ask(INIT, Request.of("other").withKey("k"));
    // the call of the removed one completes, and is nobody's
    stage().until(() -> stage().now().isAfter(ends.get()));
    assertThat(ids(get())).containsExactly(1L);
    assertThat(stage().trace(id)).hasSize(1);
  }

  @Test
  void a15ContextOfATimer() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> Intent.none());
    script.then(TaskType.CALL, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> Intent.none());
    open();

    ask(INIT, INIT_ARGS.withContext(Payload.of("of init")));
    untilIdle(3);
    ask(CALL, CALL_ARGS.withContext(Payload.of("of call")));
    untilIdle(5);

    assertThat(script.played()).extracting(step -> step.context().text()).containsExactly(
        "of init", "of init", "of init", "of call", "of call");
  }

  @Test
  void a16StepOverItsTimeout() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.then(TaskType.CALL, step -> Intent.none())
        .lasting(() -> stage().now().plus(stage().seconds(300)));
    open(namespace -> namespace.withLostSteps(LostSteps.ERROR)
        .withStepTimeout(oneSecond().multipliedBy(10)));

    ask(INIT, INIT_ARGS);
    assertThatThrownBy(() -> ask(CALL, CALL_ARGS)).isInstanceOf(ProcessException.class);
    stage().until(() -> status() == ProcessStatus.ERROR);

    assertThat(get().process().detail()).contains("zombie detected");
    assertLifecycles("created", "failed");
  }

  @Test
  void a17LostStepIsExecutedAgainWhereTheNamespaceWantsIt() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.then(TaskType.CALL, step -> event(Intent.none(), 1).respond(Payload.of("first")))
        .lasting(() -> stage().now().plus(stage().seconds(50)));
    script.then(TaskType.CALL, step -> event(Intent.none(), 2).respond(Payload.of("second")));
    open();

    ask(INIT, INIT_ARGS);
    var call = stage().ask(CALL, id, CALL_ARGS);
    stage().until(() -> script.played().size() == 2);
    stage().loseStep(id);

    assertThat(call.get().response()).contains(Payload.of("second"));
    assertThat(ids(get())).containsExactly(2L);
    assertThat(script.played().get(1).token()).isEqualTo(script.played().get(2).token());
    assertThat(script.played().get(2).attempt()).isEqualTo(2);
  }

  @Test
  void a18EventTopic() throws Exception {
    script.then(TaskType.INIT, step -> events(1, 2).timeoutNow());
    script.then(TaskType.TIMEOUT, step -> event(Intent.none(), 3));
    open();

    ask(INIT, INIT_ARGS);
    untilIdle(2);

    stage().until(() -> eventsTold().size() == 3);
    assertThat(eventsTold()).extracting(ProcessEvent::getEventId).containsExactly(1L, 2L, 3L);
    assertThat(eventsTold()).allSatisfy(event -> {
      assertThat(event.getNamespace()).isEqualTo("test");
      assertThat(event.getMetadata()).containsEntry("format_version", "1");
    });
  }

  @Test
  void a19Lifecycle() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.then(TaskType.CALL, step -> failing("broken"));
    script.then(TaskType.REPAIR, step -> Intent.none());
    open();

    ask(INIT, INIT_ARGS);
    assertThatThrownBy(() -> ask(CALL, CALL_ARGS)).hasMessage("broken");
    ask(REPAIR, Request.of(""));
    stage().remove(id);

    assertLifecycles("created", "failed", "working", "removed");
    assertThat(told().get(1).getDetail()).containsEntry("reason", "broken");
  }

  @Test
  void a20DuplicateEventId() throws Exception {
    script.then(TaskType.INIT, step -> events(1, 2));
    script.then(TaskType.CALL, step -> events(2));
    open();

    ask(INIT, INIT_ARGS);
    assertRefused("duplicate event id 2", StepErrorKind.PROCESSOR, CALL);

    assertThat(get().process().status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(ids(get())).containsExactly(1L, 2L);
  }

  @Test
  void a21HealthCheck() throws Exception {
    open();

    assertThat(stage().isHealthy("test")).isTrue();
    assertThatThrownBy(() -> stage().isHealthy("nobody's")).isInstanceOf(ProcessException.class)
        .hasMessage("namespace not found");
  }

  @Test
  void a22TenCallsAPoolOfOne() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.always(TaskType.CALL,
        step -> Intent.none().event(step.args()).respond(step.args()));
    open(namespace -> namespace.withPoolSize(1));

    ask(INIT, INIT_ARGS);
    var calls = new ArrayList<Pending>();
    for (int i = 0; i < 10; i++) {
      calls.add(stage().ask(CALL, id, Request.of("c" + i)));
    }
    for (Pending call : calls) {
      var _ = call.get();
    }

    var inOrderOfTasks = stage().trace(id).stream()
        .filter(task -> task.getType() == TaskType.CALL)
        .map(task -> Payload.of(task.getArgs()).text()).toList();
    assertThat(get().history()).extracting(event -> event.payload().text())
        .hasSize(10).containsExactlyElementsOf(inOrderOfTasks);
  }

  @Test
  void a23TraceOfARetriedTimeout() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none().timeoutNow());
    script.then(TaskType.TIMEOUT, step -> failing("one"));
    script.then(TaskType.TIMEOUT, step -> failing("two"));
    script.then(TaskType.TIMEOUT, step -> Intent.none());
    open();

    ask(INIT, INIT_ARGS);
    untilIdle(4);

    assertThat(retries()).extracting(StoredTask::getStatus).containsExactly(TaskStatus.ERROR,
        TaskStatus.ERROR, TaskStatus.FINISHED);
    assertThat(retries()).extracting(StoredTask::getRetryAttempts).containsExactly(0, 1, 2);
  }

  @Test
  void readsWhatLivesElsewhere() throws Exception {
    script.then(TaskType.INIT, step -> in(200, events(1, 2, 3, 4).metadata(META)));
    script.then(TaskType.CALL, step -> event(Intent.none(), 5).respond(RESPONSE));
    open();

    ask(INIT, INIT_ARGS);
    ask(CALL, CALL_ARGS);

    for (EventRange range : List.of(EventRange.ALL, EventRange.after(2), EventRange.before(5),
        EventRange.after(1).limited(2), EventRange.before(5).limited(2), EventRange.ALL.limited(0),
        EventRange.after(Long.MAX_VALUE), EventRange.before(Long.MIN_VALUE))) {
      assertThat(stage().elsewhere().get(id, range, Freshness.OWN_WRITES))
          .isEqualTo(stage().get(id, range));
    }
    assertThat(stage().elsewhere().trace(id, Freshness.OWN_WRITES)).hasSize(3)
        .isEqualTo(stage().trace(id));
  }

  @Test
  void waitsForTheFirstStepOfWhatLivesElsewhere() throws Exception {
    script.then(TaskType.INIT, step -> event(Intent.none(), 1))
        .lasting(() -> stage().now().plus(stage().seconds(5)));
    open();

    var init = stage().ask(INIT, id, INIT_ARGS);
    stage().until(() -> script.played().size() == 1);

    assertThat(ids(stage().elsewhere().get(id, EventRange.ALL, Freshness.OWN_WRITES)))
        .containsExactly(1L);
    assertThat(init.get().response()).isEmpty();
  }

  @Test
  void refusesElsewhereWhatIsNotThere() throws Exception {
    open();
    var there = stage().elsewhere();
    var nowhere = new ProcessId("nowhere", id.id());

    assertRefused("process not found", StepErrorKind.PROCESS_NOT_FOUND,
        () -> there.get(id, EventRange.ALL, Freshness.OWN_WRITES));
    assertRefused("process not found", StepErrorKind.PROCESS_NOT_FOUND,
        () -> there.trace(id, Freshness.OWN_WRITES));
    assertRefused("namespace not found", StepErrorKind.NAMESPACE_NOT_FOUND,
        () -> there.get(nowhere, EventRange.ALL, Freshness.OWN_WRITES));
    assertRefused("namespace not found", StepErrorKind.NAMESPACE_NOT_FOUND,
        () -> there.list("nowhere", "", 1));
    assertRefused("namespace not found", StepErrorKind.NAMESPACE_NOT_FOUND,
        () -> there.healthCheck("nowhere"));
  }

  @Test
  void readsALongHistoryFromElsewhereInPages() throws Exception {
    script.then(TaskType.INIT, step -> thousands(1, 500));
    script.always(TaskType.CALL, step -> thousands(Long.parseLong(step.args().text()), 500));
    open();

    ask(INIT, INIT_ARGS);
    ask(CALL, Request.of("501"));
    ask(CALL, Request.of("1001"));

    for (EventRange range : List.of(EventRange.ALL, EventRange.before(1_400),
        EventRange.after(10).limited(1_200))) {
      assertThat(stage().elsewhere().get(id, range, Freshness.OWN_WRITES))
          .isEqualTo(stage().get(id, range));
    }
  }

  @Test
  void listsAllProcessesInOrderPageByPage() throws Exception {
    open();
    var all = LongStream.rangeClosed(1, 23).mapToObj(Long::toString).toList();
    for (String name : all) {
      stage().put(new ProcessId("test", name),
          imported(ProcessStatus.RUNNING, new Intent.Action.Keep()));
    }

    for (int size : List.of(1, 5, 23, 100)) {
      assertThat(pages(size, stage()::list)).isEqualTo(all);
      assertThat(pages(size, (after, limit) -> stage().elsewhere().list("test", after, limit)))
          .isEqualTo(all);
    }
  }

  @Test
  void notifiesWithoutWaiting() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.then(TaskType.NOTIFY, step -> event(Intent.none(), 1))
        .lasting(() -> stage().now().plus(stage().seconds(20)));
    open();

    ask(INIT, INIT_ARGS);
    ask(NOTIFY, Request.of("news"));
    assertThat(get().history()).isEmpty();
    untilIdle(2);

    assertThat(ids(get())).containsExactly(1L);
    assertThat(script.played().get(1).args()).isEqualTo(Payload.of("news"));
  }

  private Answer ask(StepOperation operation, Request request) throws Exception {
    return stage().ask(operation, id, request).get();
  }

  private Snapshot get() throws Exception {
    return stage().get(id, EventRange.ALL);
  }

  private ProcessStatus status() {
    try {
      return get().process().status();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private List<StoredTask> tasks() {
    try {
      return stage().trace(id);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private List<StoredTask> retries() {
    return tasks().stream().filter(task -> task.getType() == TaskType.TIMEOUT).toList();
  }

  private void assertRefused(String reason, StepErrorKind kind, StepOperation operation) {
    assertRefused(reason, kind, () -> ask(operation, Request.of("")));
  }

  private static void assertRefused(String reason, StepErrorKind kind, ThrowingCallable asking) {
    assertThatThrownBy(asking)
        .isInstanceOfSatisfying(ProcessException.class,
            e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessage(reason);
  }

  @Test
  void recordsForTopicsArePublishedWithTheStep() throws Exception {
    var mine = Payload.of(id.id());
    var one = Payload.of("one");
    var two = Payload.of("two");
    script.then(TaskType.INIT, step -> Intent.none()
        .publish(new Publication(Stage.PUBLISHED, 3, mine, one))
        .publish(new Publication(Stage.PUBLISHED, 3, mine, two)));
    open();

    ask(INIT, INIT_ARGS);
    stage().until(() -> !published(3, mine).isEmpty());

    assertThat(published(3, mine)).containsExactly(one, two);
  }

  @Test
  void recordsThatNoTopicTakesMakeTheStepFail() throws Exception {
    script.then(TaskType.INIT, step -> Intent.none());
    script.then(TaskType.CALL, step -> event(Intent.none(), 1).publish(
        new Publication(Stage.PUBLISHED, 4, Payload.EMPTY, Payload.EMPTY)));
    open();

    ask(INIT, INIT_ARGS);
    assertThatThrownBy(() -> ask(CALL, CALL_ARGS))
        .hasMessage("topic conformance.published has no partition 4");

    assertThat(get().history()).isEmpty();
    assertThat(get().process().status()).isEqualTo(ProcessStatus.ERROR);
  }

  @Test
  void aStepMayFailItsProcessAndKeepWhatItSays() throws Exception {
    script.then(TaskType.INIT, step -> in(1, Intent.none()));
    script.then(TaskType.TIMEOUT, step -> in(1, event(Intent.none(), 1))
        .auxState(Payload.of("kept")).fail("enough"));
    script.then(TaskType.REPAIR, step -> Intent.none());
    script.then(TaskType.TIMEOUT, step -> event(Intent.none(), 2));
    open();

    ask(INIT, INIT_ARGS);
    untilIdle(2);
    var broken = get();
    assertThat(broken.process().status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(broken.process().detail()).contains("enough");
    assertThat(broken.process().auxState()).contains(Payload.of("kept"));
    assertThat(broken.process().timer()).isEmpty();

    // what broke it is taken up again
    ask(REPAIR, Request.of("repair_args"));
    untilIdle(4);
    assertThat(ids(get())).containsExactly(1L, 2L);
    assertLifecycles("created", "failed", "working");
  }

  private List<Payload> published(int partition, Payload key) {
    try {
      return stage().published(partition, key);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void assertLifecycles(String... events) throws Exception {
    stage().until(() -> told().size() == events.length);
    assertThat(told()).extracting(LifecycleEvent::getEvent).containsExactly(events);
  }

  private List<LifecycleEvent> told() {
    try {
      return stage().lifecycles().stream().filter(event -> event.getId().equals(id.id())).toList();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private List<ProcessEvent> eventsTold() {
    try {
      return stage().events().stream().filter(event -> event.getId().equals(id.id())).toList();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Until so many steps were executed, and nothing is to come.
  private void untilIdle(int steps) throws Exception {
    stage().until(() -> script.played().size() >= steps
        && tasks().stream().noneMatch(task -> switch (task.getStatus()) {
          case WAITING, RUNNING, BLOCKED -> true;
          case ERROR, FINISHED, CANCELLED -> false;
        }));
    assertThat(script.played()).hasSize(steps);
  }

  private void untilGone() throws Exception {
    stage().until(() -> {
      try {
        get();
        return false;
      } catch (ProcessException e) {
        return e.kind() == StepErrorKind.PROCESS_NOT_FOUND;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
  }

  private Intent in(double seconds, Intent intent) {
    return intent.timeoutAt(stage().now().plus(stage().seconds(seconds)));
  }

  private static Intent failing(String reason) {
    throw new StepFailedException(reason);
  }

  private static Intent event(Intent intent, long eventId) {
    return intent.event(new Intent.NewHistoryEvent(eventId, null, Map.of("format_version", "1"),
        Payload.of("event " + eventId)));
  }

  private static Intent events(long... eventIds) {
    var intent = Intent.none();
    for (long eventId : eventIds) {
      intent = event(intent, eventId);
    }
    return intent;
  }

  /// So many events of 1,000 bytes.
  private static Intent thousands(long first, int count) {
    var intent = Intent.none();
    for (long eventId = first; eventId < first + count; eventId++) {
      intent = intent.event(eventId, Payload.of(("" + eventId % 10).repeat(1_000)));
    }
    return intent;
  }

  /// A page of ids.
  private interface Listing {
    List<ProcessId> page(String after, int limit) throws Exception;
  }

  private static List<String> pages(int size, Listing listing) throws Exception {
    var ids = new ArrayList<String>();
    List<ProcessId> page;
    do {
      page = listing.page(ids.isEmpty() ? "" : ids.getLast(), size);
      assertThat(page).hasSizeLessThanOrEqualTo(size);
      page.forEach(found -> ids.add(found.id()));
    } while (page.size() == size);
    return ids;
  }

  private static Import imported(ProcessStatus status, Intent.Action action, long... eventIds) {
    return new Import(status, Optional.empty(), Optional.empty(), Map.of(),
        events(eventIds).events(), action, false);
  }

  private static List<Long> ids(Snapshot snapshot) {
    return snapshot.history().stream().map(HistoryEvent::eventId).toList();
  }

  private static List<Long> ids(Step step) {
    return step.history().events().stream().map(HistoryEvent::eventId).toList();
  }
}
