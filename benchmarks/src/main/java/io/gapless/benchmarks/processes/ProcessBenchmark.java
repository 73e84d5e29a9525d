package io.gapless.benchmarks.processes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.measure.ScratchFolder;
import io.gapless.benchmarks.pipeline.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Measures the engine of processes: steps a second, times of calls, lateness of timers, what the death
/// of an engine costs, and how long its state takes to be restored.
public final class ProcessBenchmark {

  private static final List<Integer> PROCESSES = List.of(50, 200, 500, 2_000);
  private static final List<Integer> CLIENTS = List.of(1, 16, 64);
  private static final List<Integer> STANDBYS = List.of(1, 0);
  private static final Duration ARMING = Duration.ofSeconds(45);
  private static final Duration SPREAD = Duration.ofSeconds(20);

  private final int timers;
  private final int megabytes;
  private final Duration measured;
  private final Consumer<String> progress;

  /// A measurement.
  ///
  /// @param timers armed at a time
  /// @param megabytes of state that is taken over and restored
  /// @param measured time of each measurement, after some seconds that are not counted
  /// @param progress told in lines what is being done
  public ProcessBenchmark(int timers, int megabytes, Duration measured,
      Consumer<String> progress) {
    if (timers < 1) {
      throw new IllegalArgumentException("timers < 1: " + timers);
    }
    if (megabytes < 1) {
      throw new IllegalArgumentException("megabytes < 1: " + megabytes);
    }
    this.timers = timers;
    this.megabytes = megabytes;
    this.measured = measured;
    this.progress = progress;
  }

  /// Measures, and reports as one JSON object.
  ///
  /// @param folder where a folder for the data is made, and deleted in the end
  /// @throws io.gapless.benchmarks.measure.BenchmarkFailedException if something did not work
  public String run(Path folder) throws InterruptedException {
    var root = new ObjectMapper().createObjectNode();
    root.put("benchmark", "processes").put("seconds_measured", measured.toSeconds());
    try (var data = ScratchFolder.in(folder); var servers = Servers.start(data.path(), progress)) {
      var engines = new Engines(servers, data.path());
      var steps = root.putArray("steps");
      for (int processes : PROCESSES) {
        double rate = StepLoad.measure(engines, processes, measured);
        progress.accept(processes + " processes: " + Math.round(rate) + " steps/s");
        steps.addObject().put("processes", processes).put("steps_a_second", Math.round(rate))
            .put("load_average", Machine.loadAverage());
      }
      var calls = root.putArray("calls");
      for (int clients : CLIENTS) {
        var times = CallLoad.measure(engines, clients, measured);
        progress.accept(clients + " clients: p50 " + times.p50() + " ms, p99 " + times.p99()
            + " ms");
        write(calls.addObject().put("clients", clients)
            .put("calls_a_second", Math.round(times.count() / (double) measured.toSeconds())),
            times);
      }
      var late = TimerLoad.measure(engines, timers, ARMING, SPREAD);
      progress.accept(late.armed() + " timers armed: late p50 " + late.lateness().p50()
          + " ms, p99 " + late.lateness().p99() + " ms");
      write(root.putObject("timers").put("armed", late.armed())
          .put("spread_seconds", SPREAD.toSeconds()), late.lateness());
      var failover = root.putArray("failover");
      for (int standbys : STANDBYS) {
        var cost = new FailoverLoad(engines, servers, standbys).measure(megabytes);
        progress.accept("an engine killed, " + standbys + " standbys: answers again after "
            + cost.outageMillis() + " ms");
        failover.addObject().put("standbys", standbys)
            .put("changelog_mb", Math.round(cost.changelogMegabytes()))
            .put("outage_ms", cost.outageMillis()).put("load_average", Machine.loadAverage());
      }
      var restored = RestoreLoad.measure(engines, servers, megabytes);
      progress.accept("restored: " + restored.millisPer100Megabytes() + " ms for each 100 MB");
      root.putObject("restore").put("changelog_mb", Math.round(restored.changelogMegabytes()))
          .put("warm_start_ms", restored.warmMillis()).put("cold_start_ms", restored.coldMillis())
          .put("ms_per_100_mb", restored.millisPer100Megabytes());
    }
    var machine = Machine.ofThisProcess();
    root.putObject("machine").put("cores", machine.cores()).put("jvm", machine.jvm())
        .put("load_average", Machine.loadAverage());
    return root.toPrettyString();
  }

  private static void write(ObjectNode node, Percentiles times) {
    node.put("p50_ms", times.p50()).put("p99_ms", times.p99()).put("max_ms", times.max());
  }
}
