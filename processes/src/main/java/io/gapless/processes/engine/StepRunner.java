package io.gapless.processes.engine;

import io.gapless.processes.History;
import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.Processor;
import io.gapless.processes.Step;
import io.gapless.processes.StepFailedException;
import io.gapless.processes.core.Claim;
import io.gapless.processes.core.TableUnavailableException;
import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.LoseStep;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.StepFailure;
import io.gapless.schemas.worker.Faults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Executes steps on virtual threads, so many of a namespace at a time; the others wait in turn.
final class StepRunner implements Steps, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StepRunner.class);
  private static final Duration RESEND = Duration.ofSeconds(1);
  private static final Duration EXECUTE_AGAIN = Duration.ofSeconds(1);

  private final Map<String, Pool> pools = new HashMap<>();
  private final CommandLog commands;
  private final ToIntFunction<String> topics;
  private final EngineMetrics metrics;
  private final Set<Claim> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("step-", 0).factory());
  private volatile boolean closed;

  private record Pool(Namespace namespace, Semaphore free) {}

  /// @param topics partitions of a topic; 0 where there is none
  StepRunner(List<Namespace> namespaces, CommandLog commands, ToIntFunction<String> topics,
      EngineMetrics metrics) {
    for (Namespace namespace : namespaces) {
      pools.put(namespace.name(),
          new Pool(namespace, new Semaphore(namespace.poolSize(), true)));
    }
    this.commands = commands;
    this.topics = topics;
    this.metrics = metrics;
  }

  @Override
  public void start(Claim claim, HostedPartition partition) {
    var pool = pools.get(claim.id().namespace());
    if (pool == null || pool.namespace().poolSize() == 0 || closed) {
      return;
    }
    if (underWay.add(claim)) {
      threads.execute(() -> {
        try {
          pool.free().acquire();
          try {
            run(claim, pool.namespace(), partition);
          } finally {
            pool.free().release();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        } catch (TableUnavailableException e) {
          log.debug("the state of {} went elsewhere, its step is executed there", claim.id(), e);
        } finally {
          underWay.remove(claim);
        }
      });
    }
  }

  /// Steps that are executed or wait for that.
  int underWay() {
    return underWay.size();
  }

  /// Steps that wait until another one of their namespace has ended, by namespace.
  Map<String, Supplier<Number>> waiting() {
    return pools.values().stream().collect(Collectors.toMap(pool -> pool.namespace().name(),
        pool -> () -> pool.free().getQueueLength()));
  }

  /// Lets nothing new begin and interrupts the rest: who takes over executes it again.
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    threads.close();
  }

  private void run(Claim claim, Namespace namespace, HostedPartition partition)
      throws InterruptedException {
    var step = step(claim, partition);
    if (step.isEmpty()) {
      return;
    }
    long began = System.nanoTime();
    var execution =
        new FutureTask<>(() -> outcome(namespace.processor(), topics, claim, step.get()));
    var thread = Thread.ofVirtual().name("processor " + claim.id()).start(execution);
    try {
      complete(claim, execution.get(namespace.stepTimeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      thread.interrupt();
      log.warn("step {} {} of {} took longer than {} ms", claim.type(), claim.task(), claim.id(),
          namespace.stepTimeout().toMillis());
      send(claim, new LoseStep(claim.incarnation(), claim.task(), claim.attempt()));
    } catch (ExecutionException e) {
      log.debug("step {} of {} was interrupted, who takes over executes it", claim.task(),
          claim.id(), e);
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } finally {
      metrics.stepTook(claim, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /// What user code is given; empty if the claim is of the past.
  static Optional<Step> step(Claim claim, HostedPartition partition) {
    if (partition.isGone()) {
      return Optional.empty();
    }
    var rows = partition.rows();
    return rows.process(claim.id())
        .filter(process -> process.getIncarnation() == claim.incarnation())
        .flatMap(process -> {
          var task = process.getRunning();
          if (task == null || task.getTaskId() != claim.task()
              || task.getAttempt() != claim.attempt()) {
            return Optional.empty();
          }
          History history = visitor -> rows.visitEvents(claim.id(), claim.incarnation(),
              task.getRange(), event -> visitor.test(Views.of(event)));
          return Optional.of(new Step(task.getType(), Payload.of(task.getArgs()),
              Payload.of(task.getContext()), Views.of(claim.id(), process), history,
              claim.id().namespace() + "/" + claim.id().id() + "/" + claim.incarnation() + "/"
                  + claim.task(),
              claim.attempt()));
        });
  }

  /// What user code makes of a step, as a record. Where a server was not reached that the engine, too,
  /// cannot do without, the step is not to blame: it is executed again until its time is over.
  ///
  /// @param topics partitions of a topic; 0 where there is none
  static Object outcome(Processor processor, ToIntFunction<String> topics, Claim claim, Step step)
      throws InterruptedException {
    while (true) {
      try {
        var intent = processor.process(step);
        return refusal(intent, topics).<Object>map(reason -> new StepFailure(reason, true))
            .orElseGet(() -> Views.record(intent));
      } catch (StepFailedException e) {
        return new StepFailure(e.reason(), true);
      } catch (RuntimeException | Error e) {
        if (!Faults.isPassing(e)) {
          log.warn("step {} {} of {} failed on a bug", claim.type(), claim.task(), claim.id(), e);
          return new StepFailure("exception: " + e, false);
        }
        log.warn("step {} {} of {} is executed again: {}", claim.type(), claim.task(), claim.id(),
            Faults.reason(e));
      }
      Thread.sleep(EXECUTE_AGAIN);
    }
  }

  /// Why an intent cannot be carried out: a record for a partition that is not there would stop the
  /// whole log.
  private static Optional<String> refusal(Intent intent, ToIntFunction<String> topics) {
    for (var publication : intent.publications()) {
      int partitions = topics.applyAsInt(publication.topic());
      if (partitions == 0) {
        return Optional.of("there is no topic " + publication.topic() + " to publish to");
      }
      Integer partition = publication.partition();
      if (partition != null && (partition < 0 || partition >= partitions)) {
        return Optional.of("topic " + publication.topic() + " has no partition " + partition);
      }
    }
    return Optional.empty();
  }

  private void complete(Claim claim, Object outcome) {
    send(claim,
        new CompleteStep(claim.incarnation(), claim.task(), claim.attempt(), outcome));
  }

  private void send(Claim claim, Object body) {
    commands.send(new ProcessCommand(claim.id().namespace(), claim.id().id(), null, body),
        failure -> sendAgain(claim, body, failure));
  }

  /// A completion that is lost would leave its process waiting for ever.
  private void sendAgain(Claim claim, Object body, Exception failure) {
    if (failure instanceof RecordTooLargeException) {
      complete(claim, new StepFailure("the outcome is too large for the log: "
          + failure.getMessage(), false));
      return;
    }
    log.warn("the outcome of step {} of {} was not written, will go on trying: {}", claim.task(),
        claim.id(), failure.getMessage());
    if (!closed) {
      var _ = threads.submit(() -> {
        Thread.sleep(RESEND);
        send(claim, body);
        return null;
      });
    }
  }
}
