package io.gapless.processes.engine;

import io.gapless.processes.Answer;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

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
    return ask(patience, (replyTo, answer) -> commands.send(
        new ProcessCommand(namespace, id, replyTo, body), answer::completeExceptionally));
  }

  /// Sends a command to a partition and waits for its answer.
  Answer ask(int partition, String namespace, Object body, Duration patience)
      throws InterruptedException {
    return ask(patience, (replyTo, answer) -> commands.send(partition,
        new ProcessCommand(namespace, "", replyTo, body), answer::completeExceptionally));
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

  private interface Sending {
    void send(ReplyTo replyTo, CompletableFuture<ProcessReply> answer);
  }

  private Answer ask(Duration patience, Sending sending) throws InterruptedException {
    long mine = number.incrementAndGet();
    var answer = new CompletableFuture<ProcessReply>();
    open.put(mine, answer);
    try {
      sending.send(new ReplyTo(node, replyPartition, mine), answer);
      return answer(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new ProcessException(StepErrorKind.TIMEOUT, "timeout");
    } catch (ExecutionException e) {
      throw new EngineUnavailableException(
          "the request was not written to the log: " + Faults.reason(e), e);
    } finally {
      open.remove(mine);
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
