package io.gapless.gates.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.embedded.process.ServiceProcess;
import io.gapless.gates.check.Profile;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.processes.EventRange;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.engine.ProcessClient;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rebuilds whose engine is killed with SIGKILL in every part, between what it had the server do and
/// what it could remember of that.
class RebuildCrashIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  /// Parts in their order, by a statement of each; the swap is killed before and after it is done.
  private static final List<Kill> KILLS = List.of(new Kill("INSERT INTO net_flows_runs", true),
      new Kill("INSERT INTO gate_results", true), new Kill("INSERT INTO condition_pnl_runs", true),
      new Kill("INSERT INTO gate_results", true), new Kill("INSERT INTO run_activations", false),
      new Kill("INSERT INTO run_activations", true),
      new Kill("INSERT INTO coverage_snapshots", true));
  /// Everything that readers see, in one statement: the runs that it is of, and its sums.
  private static final String SEEN = """
      SELECT concat(arrayStringConcat(arraySort(groupUniqArray(run_id)), '+'), ': ',
        arrayStringConcat(arraySort(groupArray(concat(part, toString(total)))), ' '))
      FROM
      (
        SELECT run_id, 'f' AS part, sum(usdc_net) + count() AS total FROM net_flows GROUP BY run_id
        UNION ALL
        SELECT run_id, 'c', sum(volume_usd) + count() FROM condition_pnl GROUP BY run_id
        UNION ALL
        SELECT run_id, 'w', sum(volume_usd) + count() FROM wallet_pnl GROUP BY run_id
      )
      """;

  @TempDir
  private Path folder = Path.of("target");

  /// @param statement that the engine waits for
  /// @param isCarriedOut whether the server did it
  private record Kill(String statement, boolean isCarriedOut) {}

  @Test
  void endsWhateverPartItsEngineIsKilledInAndReadersSeeWholeRuns() throws Exception {
    assumeTrue(EmbeddedStack.class.getResource("clickhouse/ClickHouseMain.class") != null,
        "no ClickHouse engine in this build");
    try (var stack = EmbeddedStack.start(EmbeddedConfig.of(folder.resolve("stack")), _ -> {});
        var server = ClickHouse.connect("jdbc:clickhouse:" + stack.url(Service.CLICKHOUSE));
        var proxy = new StatementProxy(URI.create(stack.url(Service.CLICKHOUSE)))) {
      var market = new SmallMarket(server);
      new Warehouse(() -> server, Limits.USUAL).createTables();
      market.tellAnew();
      var kafka = stack.url(Service.KAFKA);
      var registry = URI.create(stack.url(Service.REGISTRY) + "/apis/registry/v3");
      try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
        Topics.withDefaults().create(admin, Datasets.all().topics(), List.of(MarketRows.CHAIN));
      }
      var engine = RebuildingEngine.start(kafka, registry, proxy.url(), folder);
      try (var processes = ProcessClient.start(RebuildingEngine.TOPICS, new RecordSerdes(registry),
          Map.of("bootstrap.servers", kafka), PATIENCE)) {
        var first = rebuild(processes);
        awaitDone(processes, first);
        var before = seen(server);
        market.goOn();

        Set<String> seen;
        String second;
        try (var readers = new Readers(server)) {
          var hold = hold(proxy, KILLS.getFirst());
          second = rebuild(processes);
          for (int i = 0; i < KILLS.size(); i++) {
            assertThat(hold.reached().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .contains(KILLS.get(i).statement());
            kill(engine);
            var held = hold;
            if (i + 1 < KILLS.size()) {
              hold = hold(proxy, KILLS.get(i + 1));
            }
            held.release();
            engine = RebuildingEngine.start(kafka, registry, proxy.url(), folder);
          }
          awaitDone(processes, second);
          readers.awaitAnother();
          seen = readers.seen();
        }

        assertThat(before).startsWith(first + ": ");
        assertThat(seen(server)).startsWith(second + ": ");
        assertThat(seen).containsExactlyInAnyOrder(before, seen(server));
        assertThat(market.profits()).containsExactlyInAnyOrderEntriesOf(Map.of("a1 1", "-160",
            "b2 1", "120", "d3 1", "39", "b2 2", "0", "a1 2", "0"));
        assertThat(server.query("SELECT run_id FROM run_activations ORDER BY activated_at",
            row -> row.getString(1))).containsExactly(first, second);
        assertThat(snapshots()).containsExactlyInAnyOrder(
            "post_rebuild_snapshot_" + first + ".json",
            "post_rebuild_snapshot_" + second + ".json");
      } finally {
        engine.close();
      }
    }
  }

  private static StatementProxy.Hold hold(StatementProxy proxy, Kill kill) {
    return proxy.hold(kill.statement(), kill.isCarriedOut());
  }

  private static String rebuild(Processes processes) throws InterruptedException {
    return RebuildProcess.begin(processes,
        new RebuildRequest(MarketRows.MARKET, Profile.strict(), List.of(), false, "", 1800));
  }

  private static void awaitDone(Processes processes, String run) {
    await().atMost(PATIENCE).until(() -> processes.get(RebuildProcess.id(MarketRows.CHAIN),
        EventRange.ALL, Freshness.OWN_WRITES).process().metadata(),
        metadata -> metadata.equals(Map.of("run", run, "part", "DONE")));
  }

  private static void kill(ServiceProcess process) {
    var handle = ProcessHandle.of(process.pid().orElseThrow()).orElseThrow();
    handle.destroyForcibly();
    handle.onExit().join();
  }

  private List<String> snapshots() throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("post_rebuild_snapshot_")).toList();
    }
  }

  private static String seen(ClickHouse server) {
    return server.query(SEEN, row -> row.getString(1)).getFirst();
  }

  /// Somebody who looks at the tables all the time.
  private static final class Readers implements AutoCloseable {

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;
    private final AtomicLong looks = new AtomicLong();

    Readers(ClickHouse server) {
      thread = Thread.ofVirtual().start(() -> {
        while (!over.get()) {
          seen.add(RebuildCrashIT.seen(server));
          looks.incrementAndGet();
        }
      });
    }

    /// Waits until one looked who began to now.
    void awaitAnother() {
      long now = looks.get();
      await().atMost(PATIENCE).until(() -> looks.get() >= now + 2);
    }

    Set<String> seen() {
      return Set.copyOf(seen);
    }

    @Override
    public void close() {
      over.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
