package io.gapless.benchmarks.processes;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.benchmarks.processes.Engines.Place;
import io.gapless.embedded.process.ServiceProcess;
import io.gapless.processes.Answer.Position;
import io.gapless.processes.EventRange;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Request;
import io.gapless.processes.core.Keys;
import io.gapless.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Two engines that own half of the processes each, of which one is killed with SIGKILL.
final class FailoverLoad {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration STEADY = Duration.ofSeconds(2);

  private final Engines engines;
  private final Servers servers;
  private final String prefix;
  private final int standbys;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private volatile long killedAt = Long.MAX_VALUE;

  /// @param standbys copies of the state on the other engine: 0 or 1
  FailoverLoad(Engines engines, Servers servers, int standbys) {
    this.engines = engines;
    this.servers = servers;
    this.standbys = standbys;
    prefix = "failover" + standbys + ".";
  }

  /// What the kill of an engine cost.
  ///
  /// @param changelogMegabytes size of the changelog of both
  /// @param outageMillis longest wait of a caller for his answer
  record Result(double changelogMegabytes, long outageMillis) {}

  Result measure(int megabytes) throws InterruptedException {
    try (var victim = engines.startChild(new Place(prefix, "victim" + standbys, standbys));
        var engine = engines.start(StateLoad.NAMESPACE,
            new Place(prefix, "heir" + standbys, standbys), metrics)) {
      await("half of the processes moved here",
          () -> count("gapless.processes.zombie.collection.duration") == Engines.PARTITIONS / 2);
      var processes = engine.processes();
      StateLoad.fill(processes, megabytes);
      var callees = oneOfEachPartition();
      var made = new HashMap<ProcessId, Position>();
      for (ProcessId id : callees) {
        made.put(id, processes.init(id, Request.of("")).position());
      }
      if (standbys > 0) {
        await("a copy of the other half is here",
            () -> copies(processes, made) == Engines.PARTITIONS / 2);
      }
      return new Result(StateLoad.changelogMegabytes(servers.kafka(), prefix),
          outage(processes, callees, victim).toMillis());
    }
  }

  /// Calls all the time, kills the other engine in the middle of it, and goes on until each caller has
  /// had an answer to what he asked afterwards.
  private Duration outage(Processes processes, List<ProcessId> callees, ServiceProcess victim)
      throws InterruptedException {
    var waits = new ArrayList<Future<Duration>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      callees.forEach(id -> waits.add(threads.submit(() -> longestWait(processes, id))));
      Thread.sleep(STEADY);
      killedAt = System.nanoTime();
      ProcessHandle.of(victim.pid().orElseThrow()).ifPresent(ProcessHandle::destroyForcibly);
    }
    var longest = Duration.ZERO;
    for (Future<Duration> wait : waits) {
      if (wait.state() != Future.State.SUCCESS) {
        throw new BenchmarkFailedException("a call failed", wait.exceptionNow());
      }
      longest = longest.compareTo(wait.resultNow()) < 0 ? wait.resultNow() : longest;
    }
    return longest;
  }

  private Duration longestWait(Processes processes, ProcessId id) throws InterruptedException {
    long longest = 0;
    while (true) {
      long began = System.nanoTime();
      var _ = processes.call(id, Request.of("call"));
      long ended = System.nanoTime();
      if (ended > killedAt) {
        longest = Math.max(longest, ended - began);
      }
      if (began > killedAt) {
        return Duration.ofNanos(longest);
      }
    }
  }

  /// Of how many of the processes a copy here has what is filled in before them.
  private int copies(Processes processes, Map<ProcessId, Position> made)
      throws InterruptedException {
    double before = hits();
    for (var process : made.entrySet()) {
      var _ = processes.get(process.getKey(), EventRange.ALL,
          new Freshness.AtLeast(process.getValue()));
    }
    return (int) (hits() - before);
  }

  private double hits() {
    var counter =
        metrics.find("gapless.processes.standby.reads").tag("result", "hit").counter();
    return counter == null ? 0 : counter.count();
  }

  private long count(String timer) {
    var found = metrics.find(timer).timer();
    return found == null ? 0 : found.count();
  }

  private static List<ProcessId> oneOfEachPartition() {
    return IntStream.range(0, Engines.PARTITIONS)
        .mapToObj(partition -> IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> new ProcessId(StateLoad.NAMESPACE.name(), "callee" + i))
            .filter(id -> Topics.keyPartition(Keys.command(id), Engines.PARTITIONS) == partition)
            .findFirst().orElseThrow())
        .toList();
  }

  private static void await(String what, Callable<Boolean> condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > deadline) {
          throw new BenchmarkFailedException(
              "not within " + PATIENCE.toSeconds() + " s: " + what);
        }
        Thread.sleep(Duration.ofMillis(50));
      }
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new BenchmarkFailedException(what + ": " + e.getMessage(), e);
    }
  }
}
