package io.gapless.benchmarks.scale;

import io.gapless.benchmarks.pipeline.RoleProcess;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.benchmarks.pipeline.TopicReader;
import io.gapless.benchmarks.pipeline.Workers;
import io.gapless.fetcher.leaf.RangeKind;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// Fetchers of a chain, each a process of its own that knows nothing of the node yet, on topics that
/// nobody used before.
final class Fleet implements AutoCloseable {

  /// Blocks of a work: few, so that a work takes one request.
  static final int BLOCKS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Servers servers;
  private final SimulatedChain chain;
  private final Topics topics;
  private final List<RoleProcess> processes;
  private final Workers workers;
  private final TopicReader<RangeOutcome> coverage;
  private long done;

  private Fleet(Servers servers, SimulatedChain chain, Topics topics, List<RoleProcess> processes,
      Workers workers) {
    this.servers = servers;
    this.chain = chain;
    this.topics = topics;
    this.processes = processes;
    this.workers = workers;
    coverage = new TopicReader<>(servers, topics.coverage(), RangeOutcome.class);
  }

  /// Starts so many, and returns when all of them know their partitions.
  static Fleet start(Servers servers, SimulatedChain chain, URI node, int processes, String prefix,
      Path folder) throws InterruptedException {
    var topics = new Topics(prefix, Map.of(), (short) -1);
    var name = name(chain);
    servers.createTopics(topics, name);
    var members = new ArrayList<RoleProcess>();
    var workers = new Workers();
    boolean started = false;
    try (var admin = Admin.create(servers.kafka())) {
      for (int slot = 0; slot < processes; slot++) {
        members.add(RoleProcess.fetcher(servers, topics, name, node, slot, folder));
      }
      workers.awaitGroups(admin, List.of(topics.fetcherGroup(name)), List.of(processes));
      var fleet = new Fleet(servers, chain, topics, members, workers);
      started = true;
      return fleet;
    } finally {
      if (!started) {
        members.forEach(RoleProcess::close);
      }
    }
  }

  /// Publishes the first works of the chain.
  void publish(int works) {
    Instant now = Instant.now();
    var all = new ArrayList<RangeWork>();
    for (int number = 0; number < works; number++) {
      long first = (long) number * BLOCKS;
      all.add(RangeWork.newBuilder().setJobId(topics.prefix() + "job").setNumber(number)
          .setChain(name(chain)).setDatasets(List.of("erc20_transfers")).setContracts(List.of())
          .setFirst(first).setLast(first + BLOCKS - 1).setDayIdx(0).setAttempt(1)
          .setCause(WorkCause.PLANNED).setVerify(Verdict.HEAD).setMinVersion(0).setCreatedAt(now)
          .build());
    }
    servers.publish(topics.work(name(chain)), new RangeKind(), all);
  }

  /// Waits until so many works are done.
  ///
  /// @return when, by [System#nanoTime]
  long awaitDone(long works) throws InterruptedException {
    workers.await(works + " works", PATIENCE, () -> {
      done += coverage.poll().stream().filter(RangeOutcome::getCovered).count();
      return done >= works;
    });
    return System.nanoTime();
  }

  /// Works that are known to be done.
  long done() {
    return done;
  }

  /// Lets time pass.
  void pass(Duration time) throws InterruptedException {
    long start = System.nanoTime();
    workers.await("time to pass", time.plusMinutes(1),
        () -> System.nanoTime() - start >= time.toNanos());
  }

  private static String name(SimulatedChain chain) {
    return "evm-" + chain.options().chainId();
  }

  @Override
  public void close() {
    processes.forEach(RoleProcess::close);
    coverage.close();
    workers.close();
  }
}
