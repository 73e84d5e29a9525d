package io.gapless.benchmarks.rebuild;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.ScratchFolder;
import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.gates.check.Gate.Stage;
import io.gapless.gates.check.GateCheck;
import io.gapless.gates.check.GateFiles;
import io.gapless.gates.check.GateResult;
import io.gapless.gates.check.Profile;
import io.gapless.gates.derive.Derivation;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.warehouse.Limits;
import io.gapless.gates.warehouse.Run;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Measures rebuilds of a market of a size, of a quarter, and of a sixteenth of it, within the limits
/// that a rebuild has: a statement that needs more memory fails.
public final class RebuildBenchmark {

  private static final List<Integer> PARTS = List.of(16, 4, 1);
  private static final List<String> TABLES = List.of("erc20_transfers_staging",
      "erc1155_transfers_staging", "ctf_events", "exchange_fills", "day_checkpoints",
      "ctf_token_map");

  private final long transfers;
  private final Consumer<String> progress;
  private final InstantSource clock = InstantSource.system();

  /// A measurement.
  ///
  /// @param transfers of the largest market
  /// @param progress told in lines what is being done
  public RebuildBenchmark(long transfers, Consumer<String> progress) {
    if (transfers < 1) {
      throw new IllegalArgumentException("transfers < 1: " + transfers);
    }
    this.transfers = transfers;
    this.progress = progress;
  }

  /// Measures, and reports as one JSON object.
  ///
  /// @param folder where a folder for the data is made, and deleted in the end
  /// @throws BenchmarkFailedException if a gate did not pass
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if a statement failed, e.g.
  ///     at its limit
  public String run(Path folder) throws InterruptedException {
    var limits = Limits.USUAL;
    var root = new ObjectMapper().createObjectNode();
    root.put("benchmark", "rebuild").put("memory_limit_bytes", limits.memoryBytes())
        .put("slice_transfers", limits.sliceRows());
    try (var data = ScratchFolder.in(folder);
        var engine = EmbeddedStack.start(
            EmbeddedConfig.of(data.path()).with(Service.CLICKHOUSE), progress);
        var server = ClickHouse.connect("jdbc:clickhouse:" + engine.url(Service.CLICKHOUSE))) {
      var warehouse = new Warehouse(() -> server, limits);
      warehouse.createTables();
      var sizes = root.putArray("sizes");
      for (int part : PARTS) {
        measure(server, warehouse, transfers / part, sizes.addObject());
      }
      var machine = Machine.ofThisProcess();
      root.putObject("machine").put("cores", machine.cores())
          .put("memory_bytes", machine.memoryBytes()).put("load_average", Machine.loadAverage());
      return root.toPrettyString();
    }
  }

  private void measure(ClickHouse server, Warehouse warehouse, long size, ObjectNode report)
      throws InterruptedException {
    progress.accept(String.format(Locale.ROOT, "writing %,d transfers", size));
    TABLES.forEach(table -> server.execute("TRUNCATE TABLE " + table));
    new BusyMarket(server).load(size);
    var run = Run.check(BusyMarket.CHAIN, clock.instant());
    var derivation = new Derivation(warehouse, DerivationRules.USUAL, clock);
    var gates = new GateCheck(warehouse, GateFiles.load(Optional.empty()), clock);
    try (var memory = new MemoryWatch(server)) {
      long began = System.nanoTime();
      derivation.flows(BusyMarket.DEPLOYMENT, run);
      long flows = System.nanoTime();
      requireFlows(server, run, BusyMarket.flows(size));
      judge(gates, run, Stage.FLOWS);
      long judged = System.nanoTime();
      derivation.profits(run);
      long profits = System.nanoTime();
      judge(gates, run, Stage.PROFITS);
      long ended = System.nanoTime();
      double seconds = (ended - began) / 1e9;
      report.put("transfers", size).put("seconds", rounded(seconds))
          .put("transfers_per_second", Math.round(size / seconds))
          .put("flows_seconds", rounded((flows - began) / 1e9))
          .put("gates_seconds", rounded((judged - flows + ended - profits) / 1e9))
          .put("profits_seconds", rounded((profits - judged) / 1e9))
          .put("most_memory_bytes", memory.most());
      progress.accept(String.format(Locale.ROOT,
          "%,d transfers: %.1f s, %,.0f a second, %,d MB at most", size, seconds, size / seconds,
          memory.most() >> 20));
    } finally {
      warehouse.discard(run);
    }
  }

  private static void requireFlows(ClickHouse server, Run run, long expected) {
    long flows = server.query("SELECT count() FROM net_flows_runs WHERE run_id = '" + run.id()
        + "' AND confidence = 'HIGH'", row -> row.getLong(1)).getFirst();
    if (flows != expected) {
      throw new BenchmarkFailedException(flows + " flows instead of " + expected);
    }
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }

  private static void judge(GateCheck gates, Run run, Stage stage) throws InterruptedException {
    var stopping = gates.run(run, Profile.strict(), List.of(), stage).stream()
        .filter(GateResult::stops).map(GateResult::sentence).toList();
    if (!stopping.isEmpty()) {
      throw new BenchmarkFailedException("gates do not pass: " + String.join("; ", stopping));
    }
  }

  /// Asks the engine what memory it uses, all the time.
  private static final class MemoryWatch implements AutoCloseable {

    private static final String USED =
        "SELECT value FROM system.metrics WHERE metric = 'MemoryTracking'";

    private final AtomicLong most = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    MemoryWatch(ClickHouse server) {
      thread = Thread.ofVirtual().start(() -> {
        while (!over.get()) {
          server.query(USED, row -> row.getLong(1))
              .forEach(used -> most.accumulateAndGet(used, Math::max));
          try {
            Thread.sleep(20);
          } catch (InterruptedException e) {
            return;
          }
        }
      });
    }

    long most() {
      return most.get();
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
