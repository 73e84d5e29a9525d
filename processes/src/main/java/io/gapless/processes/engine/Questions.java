package io.gapless.processes.engine;

import io.gapless.processes.Answer;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.core.Answers;
import io.gapless.schemas.record.LogPosition;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessReply;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.worker.Faults;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// Questions of this engine's callers, until they are answered.
final class Questions {

  private final String node;
  private final int replyPartition;
  private final CommandLog commands;
  private final AtomicLong number = new AtomicLong();
  private final Map<Long, CompletableFuture<ProcessReply>> open = new ConcurrentHashMap<>();
  /// Offset of the newest command that was answered, by partition.
  private final Map<Integer, Long> newest = new ConcurrentHashMap<>();

  /// @param node unique for the life of this engine
  /// @param replyPartition where this engine reads answers of others
  Questions(String node, int replyPartition, CommandLog commands) {
    this.node = node;
    this.replyPartition = replyPartition;
    this.commands = commands;
  }

  /// Sends a command and waits for its answer.
  ///
  /// @throws ProcessException if the answer is an error, or none came in time
  Answer ask(String namespace, String id, Object body, Duration patience)
      throws InterruptedException {
    var question = send((replyTo, answer) -> commands.send(
        new ProcessCommand(namespace, id, replyTo, body), answer::completeExceptionally));
    try {
      return await(question, patience, "timeout");
    } finally {
      open.remove(question.number());
    }
  }

  /// Sends commands to partitions and waits for all answers.
  ///
  /// @param bodies of the commands, by partition
  /// @return the answers, by partition
  /// @throws ProcessException if one of them is an error, or did not come in time
  Map<Integer, Answer> ask(String namespace, Map<Integer, ?> bodies, Duration patience)
      throws InterruptedException {
    long began = System.nanoTime();
    var asked = new TreeMap<Integer, Question>();
    try {
      bodies.forEach((partition, body) -> asked.put(partition,
          send((replyTo, answer) -> commands.send(partition,
              new ProcessCommand(namespace, "", replyTo, body), answer::completeExceptionally))));
      var answers = new TreeMap<Integer, Answer>();
      for (var question : asked.entrySet()) {
        answers.put(question.getKey(), await(question.getValue(),
            patience.minusNanos(System.nanoTime() - began),
            "timeout: partition " + question.getKey() + " does not answer"));
      }
      return answers;
    } finally {
      asked.values().forEach(question -> open.remove(question.number()));
    }
  }

  /// An error as an answer would have it.
  static ProcessException failed(StepErrorKind kind) {
    return new ProcessException(kind, Answers.error(kind).getError().getReason());
  }

  /// Takes an answer in, if it is one of this engine's.
  ///
  /// @return whether it is
  boolean answer(ReplyTo to, StepAnswer answer, int partition, long offset) {
    return to.getNode().equals(node) && take(new ProcessReply(node, to.getNumber(),
        new LogPosition(partition, offset), answer));
  }

  /// Takes an answer in that another engine gave.
  boolean take(ProcessReply reply) {
    if (!reply.getNode().equals(node)) {
      return false;
    }
    var question = open.remove(reply.getNumber());
    if (question != null) {
      question.complete(reply);
    }
    return true;
  }

  /// Offset in a partition that all which was answered is up to; −1: nothing was.
  long newest(int partition) {
    return newest.getOrDefault(partition, -1L);
  }

  /// Questions without an answer yet.
  int open() {
    return open.size();
  }

  /// A command that was sent.
  private record Question(long number, CompletableFuture<ProcessReply> answer) {}

  private interface Sending {
    void send(ReplyTo replyTo, CompletableFuture<ProcessReply> answer);
  }

  private Question send(Sending sending) {
    var question = new Question(number.incrementAndGet(), new CompletableFuture<>());
    open.put(question.number(), question.answer());
    sending.send(new ReplyTo(node, replyPartition, question.number()), question.answer());
    return question;
  }

  private Answer await(Question question, Duration patience, String late)
      throws InterruptedException {
    try {
      return answer(question.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new ProcessException(StepErrorKind.TIMEOUT, late);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException tooLarge) {
        throw new ProcessException(StepErrorKind.INTERNAL,
            "the request is too large for the log: " + tooLarge.getMessage());
      }
      throw new EngineUnavailableException(
          "the request was not written to the log: " + Faults.reason(e), e);
    }
  }

  private Answer answer(ProcessReply reply) {
    var position = reply.getPosition();
    newest.merge(position.getPartition(), position.getOffset(), Math::max);
    var error = reply.getAnswer().getError();
    if (error != null) {
      throw new ProcessException(error.getKind(), error.getReason());
    }
    return new Answer(
        Optional.ofNullable(reply.getAnswer().getResponse()).map(Payload::of),
        new Answer.Position(position.getPartition(), position.getOffset()));
  }
}
