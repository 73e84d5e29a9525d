package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.NewPublication;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be seen of processes from outside, so that the engine and its model can be compared.
final class Seen {

  private Seen() {}

  /// What a command brought about.
  ///
  /// @param replies by number of the question
  /// @param events what the sink of events was given
  /// @param publications what topics of user code's choice were given
  record Outcome(List<Reply> replies, List<Claim> starts, List<ProcessEvent> events,
      List<Told> lifecycle, List<NewPublication> publications) {

    static Outcome empty() {
      return new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
          new ArrayList<>(), new ArrayList<>());
    }

    static Outcome of(List<Effect> effects) {
      var outcome = empty();
      for (Effect effect : effects) {
        switch (effect) {
          case Effect.Reply(var to, var answer) -> outcome.replies.add(
              new Reply(to.getNumber(), answer));
          case Effect.Start(var claim) -> outcome.starts.add(claim);
          case Effect.Emit(var _, var event) -> outcome.events.add(event);
          case Effect.Tell(var _, var event) -> outcome.lifecycle.add(Told.of(event));
          case Effect.Publish(var publication) -> outcome.publications.add(publication);
          case Effect.Armed _,Effect.RemovalGoesOn _,Effect.Counted _ -> {
            // not to be seen by users
          }
        }
      }
      return outcome.sorted();
    }

    Outcome sorted() {
      replies.sort(Comparator.comparingLong(Reply::number));
      return this;
    }
  }

  /// An answer to a question.
  record Reply(long number, StepAnswer answer) {}

  /// A record of a lifecycle.
  record Told(ProcessId id, String event, @Nullable String reason) {

    static Told of(LifecycleEvent event) {
      return new Told(new ProcessId(event.getNamespace(), event.getId()), event.getEvent(),
          event.getDetail().get("reason"));
    }
  }

  /// A process with all that belongs to it.
  record State(ProcessStatus status, ProcessStatus previous, @Nullable String detail,
      @Nullable ByteBuffer auxState, Map<String, String> metadata, long lastEventId,
      @Nullable Instant timer, List<Event> history, List<Task> trace) {

    static Optional<State> of(Rows rows, ProcessId id) {
      return rows.process(id).map(stored -> {
        var history = new ArrayList<Event>();
        rows.visitEvents(id, stored.getIncarnation(), new HistoryRange(null, null, false),
            event -> history.add(new Event(event.eventId(), event.event().getAt(),
                event.event().getTaskId(), event.event().getPayload())));
        var tasks = new ArrayList<>(rows.tasks(id, stored.getIncarnation()));
        tasks.addAll(rows.queue(id, stored.getIncarnation()));
        if (stored.getRunning() != null) {
          tasks.add(stored.getRunning());
        }
        if (stored.getTimer() != null) {
          tasks.add(stored.getTimer());
        }
        return new State(stored.getStatus(), stored.getPreviousStatus(), stored.getDetail(),
            stored.getAuxState(), stored.getMetadata(), stored.getLastEventId(),
            stored.getTimer() == null ? null : stored.getTimer().getScheduledAt(), history,
            tasks.stream().sorted(Comparator.comparingLong(StoredTask::getTaskId)).map(Task::of)
                .toList());
      });
    }
  }

  /// An event of a history.
  record Event(long id, Instant at, long task, ByteBuffer payload) {}

  /// A row of a trace.
  record Task(long number, TaskType type, TaskStatus status, Instant due, int attempt,
      long retryInterval, int retryAttempts, ByteBuffer args, ByteBuffer context,
      @Nullable StepAnswer answer, List<Long> events) {

    static Task of(StoredTask task) {
      return new Task(task.getTaskId(), task.getType(), task.getStatus(), task.getScheduledAt(),
          task.getAttempt(), task.getRetryIntervalMs(), task.getRetryAttempts(), task.getArgs(),
          task.getContext(), task.getAnswer(), List.copyOf(task.getEventIds()));
    }
  }
}
