package io.gapless.processes.engine;

import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Request;
import io.gapless.schemas.record.StepErrorKind;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/// Clients that call counting processes, one call after the other, each with an idempotency key, and
/// repeat what got no answer.
final class Callers implements AutoCloseable {

  private final ProcessClient client;
  private final int processes;
  private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> unexpected = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("caller-", 0).factory());
  private volatile boolean ending;

  /// What a caller was told.
  ///
  /// @param process that was called
  /// @param said what the call said
  /// @param number of the event that says it
  record Told(String process, String said, long number) {}

  Callers(ProcessClient client, int processes) {
    this.client = client;
    this.processes = processes;
  }

  void start(int callers) throws InterruptedException {
    for (int i = 0; i < processes; i++) {
      make(new ProcessId(CountingEngine.NAMESPACE, "p" + i));
    }
    for (int i = 0; i < callers; i++) {
      var _ = threads.submit(() -> {
        while (!ending) {
          call();
        }
        return null;
      });
    }
  }

  /// Answers so far.
  List<Told> told() {
    return List.copyOf(told);
  }

  /// Errors that no failure of a machine explains.
  List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  /// Begins no more calls, and waits until those under way are answered.
  @Override
  public void close() {
    ending = true;
    threads.close();
  }

  private void make(ProcessId id) throws InterruptedException {
    var request = Request.of("").withKey("made");
    while (true) {
      try {
        var _ = client.init(id, request);
        return;
      } catch (EngineUnavailableException e) {
        // asked again under the same key
      } catch (ProcessException e) {
        if (e.kind() != StepErrorKind.TIMEOUT) {
          throw e;
        }
      }
    }
  }

  private void call() throws InterruptedException {
    var id = new ProcessId(CountingEngine.NAMESPACE,
        "p" + ThreadLocalRandom.current().nextInt(processes));
    var said = UUID.randomUUID().toString();
    var request = Request.of(said).withKey(said);
    while (true) {
      try {
        var answer = client.call(id, request);
        told.add(new Told(id.id(), said,
            Long.parseLong(answer.response().map(Payload::text).orElseThrow())));
        return;
      } catch (EngineUnavailableException e) {
        // asked again under the same key
      } catch (ProcessException e) {
        if (e.kind() != StepErrorKind.TIMEOUT) {
          unexpected.add(id + ": " + e.getMessage());
          return;
        }
      }
    }
  }
}
