package io.gapless.processes.engine;

import static org.awaitility.Awaitility.await;

import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.EventRange;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Processes.Snapshot;
import io.gapless.processes.Request;
import io.gapless.processes.Requests.Import;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.ProcessEvent;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.StoredTask;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// Two engines on a real broker. A process is read from the copy of whoever does not own it, and with
/// the end of the log as the position that has to be in it.
final class StandbyStage implements Stage {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  /// A second of the table: copies follow a little later.
  static final Duration SECOND = Duration.ofMillis(500);

  private final BrokerStage first;
  private final SimpleMeterRegistry secondMetrics = new SimpleMeterRegistry();
  private final ProcessEngine second;

  private interface Reading<T> {
    T of(Processes processes, Freshness freshness) throws InterruptedException;
  }

  /// @param first has the one engine
  StandbyStage(BrokerStage first) {
    this.first = first;
    second = first.start("second", secondMetrics);
    // one partition each: a step of one that moves later would be executed twice
    await().atMost(LONGEST).until(() -> {
      var taken = secondMetrics.find("gapless.processes.zombie.collection.duration").timer();
      return taken != null && taken.count() == 1;
    });
  }

  @Override
  public Snapshot get(ProcessId id, EventRange range) throws Exception {
    return read(id, (processes, freshness) -> processes.get(id, range, freshness));
  }

  @Override
  public List<StoredTask> trace(ProcessId id) throws Exception {
    return read(id, (processes, freshness) -> processes.trace(id, freshness));
  }

  private <T> T read(ProcessId id, Reading<T> reading) throws Exception {
    var atLeast = new Freshness.AtLeast(first.end(id));
    var answer = new AtomicReference<Callable<T>>();
    await().atMost(LONGEST).pollInterval(Duration.ofMillis(10)).until(() -> {
      for (boolean isFirst : new boolean[]{true, false}) {
        var metrics = isFirst ? first.metrics() : secondMetrics;
        var processes = (isFirst ? first.engine() : second).processes();
        double before = hits(metrics);
        var answered = ask(() -> reading.of(processes, atLeast));
        if (hits(metrics) > before) {
          answer.set(answered);
          return true;
        }
      }
      return false;
    });
    return answer.get().call();
  }

  private static <T> Callable<T> ask(Callable<T> reading) throws Exception {
    try {
      var answer = reading.call();
      return () -> answer;
    } catch (ProcessException | EngineUnavailableException e) {
      return () -> {
        throw e;
      };
    }
  }

  private static double hits(SimpleMeterRegistry metrics) {
    var counter =
        metrics.find("gapless.processes.standby.reads").tag("result", "hit").counter();
    return counter == null ? 0 : counter.count();
  }

  @Override
  public Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * SECOND.toMillis()));
  }

  @Override
  public Instant now() {
    return first.now();
  }

  @Override
  public Pending ask(StepOperation operation, ProcessId id, Request request) {
    return first.ask(operation, id, request);
  }

  @Override
  public void put(ProcessId id, Import imported) throws Exception {
    first.put(id, imported);
  }

  @Override
  public void remove(ProcessId id) throws Exception {
    first.remove(id);
  }

  @Override
  public List<ProcessId> list(String after, int limit) throws Exception {
    return first.list(after, limit);
  }

  @Override
  public Processes elsewhere() {
    return first.elsewhere();
  }

  @Override
  public List<Payload> published(int partition, Payload key) {
    return first.published(partition, key);
  }

  @Override
  public boolean isHealthy(String name) throws Exception {
    return first.isHealthy(name) && second.processes().healthCheck(name).isEmpty();
  }

  @Override
  public void until(BooleanSupplier condition) throws Exception {
    first.until(condition);
  }

  @Override
  public List<ProcessEvent> events() {
    return first.events();
  }

  @Override
  public List<LifecycleEvent> lifecycles() {
    return first.lifecycles();
  }

  @Override
  public void loseStep(ProcessId id) throws Exception {
    first.loseStep(id);
  }

  @Override
  public void close() {
    second.close();
    first.close();
  }
}
