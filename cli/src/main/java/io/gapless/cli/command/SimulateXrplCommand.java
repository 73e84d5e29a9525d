package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.Console;
import io.gapless.simulator.xrpl.XrplFaults;
import io.gapless.simulator.xrpl.XrplNodeOptions;
import io.gapless.simulator.xrpl.XrplSimulator;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import io.gapless.simulator.xrpl.ledgers.XrplTruth;
import io.gapless.simulator.xrpl.limits.LoadLimit;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless simulate xrpl`.
@Command(name = "xrpl", sortOptions = false, description = {
    "Runs a deterministic server of an XRP Ledger over WebSocket on 127.0.0.1 until it is stopped.",
    "The same options give the same ledgers, byte for byte."})
final class SimulateXrplCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--network-id", paramLabel = "N", description = "Id of the network.")
  private long networkId = XrplLedgerOptions.DEFAULT_NETWORK_ID;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Another seed is another network (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--first", paramLabel = "N", defaultValue = "1000", description = "Index of the first ledger (default: ${DEFAULT-VALUE}).")
  private long first;

  @Option(names = "--ledgers", paramLabel = "N", defaultValue = "20000", description = "How many there are (default: ${DEFAULT-VALUE}).")
  private int ledgers;

  @Option(names = "--start-time", paramLabel = "TIME", description = "When the first ledger closed, e.g. 2024-06-01T15:00:00Z.")
  private @Nullable String startTime;

  @Option(names = "--transactions-per-ledger", paramLabel = "N", defaultValue = "30", description = "Transactions in an average ledger (default: ${DEFAULT-VALUE}).")
  private double transactionsPerLedger;

  @Option(names = "--history", paramLabel = "RANGES", description = "Ledgers that it has, e.g. 1000-1999,3000-3999 (default: all).")
  private @Nullable String history;

  @Option(names = "--recorded", paramLabel = "DIR", description = "Serves the recorded ledgers of a folder instead: answers to `ledger`, a .json file each.")
  private @Nullable Path recorded;

  @Option(names = "--clio", description = "Pretends to be Clio, with its limits: 20 requests and 1,000,000 bytes a second.")
  private boolean clio;

  @Option(names = "--rippled-limits", description = "Has rippled's limits: it warns, then disconnects.")
  private boolean rippledLimits;

  @Option(names = "--requests-per-second", paramLabel = "N", description = "Another limit of Clio's on requests.")
  private @Nullable Integer requestsPerSecond;

  @Option(names = "--bytes-per-second", paramLabel = "N", description = "Another limit of Clio's on bytes.")
  private @Nullable Long bytesPerSecond;

  @Option(names = "--list", description = "Lists faults, and ends.")
  private boolean list;

  @Mixin
  private SimulateRun run = new SimulateRun();

  SimulateXrplCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var console = context.console();
    if (list) {
      SimulatorNames.print(XrplFaults.all(), console);
      return 0;
    }
    var options = nodeOptions();
    try (var server = recorded == null
        ? simulated(options, console)
        : recorded(recorded, options, console)) {
      run.await(console);
      var stats = server.stats();
      console.println("answered " + stats.served("ledger") + " of " + stats.requests()
          + " requests with a ledger, " + stats.bytes() + " bytes, told to slow down "
          + stats.throttled() + " times, disconnected " + stats.disconnects() + " times");
      SimulateRun.print(stats.faults(), console);
    }
    return 0;
  }

  private XrplSimulator simulated(XrplNodeOptions options, Console console) {
    var simulated = new SimulatedLedgers(ledgerOptions());
    run.writeTruth(context, "ledgers", new XrplTruth(simulated)::writeCsv);
    var server = started(() -> XrplSimulator.start(simulated, options));
    console.println("xrpl-" + networkId + " ledgers " + simulated.firstIndex() + ".."
        + simulated.lastIndex() + ", at " + server.url());
    return server;
  }

  private XrplSimulator recorded(Path folder, XrplNodeOptions options, Console console) {
    run.refuseTruth("what recorded ledgers hold is known for simulated ones only: leave it out, or "
        + "leave out --recorded");
    var server = started(
        () -> XrplSimulator.ofRecordings(context.workingFolder().resolve(folder), options));
    console.println("xrpl-0 recorded ledgers of " + folder + ", at " + server.url());
    return server;
  }

  private static XrplSimulator started(Supplier<XrplSimulator> start) {
    try {
      return start.get();
    } catch (UncheckedIOException e) {
      throw CommandException.unreachable("--port or --recorded: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--recorded", String.valueOf(e.getMessage()));
    }
  }

  private XrplLedgerOptions ledgerOptions() {
    try {
      var options = XrplLedgerOptions.defaults().withNetworkId(networkId).withSeed(seed)
          .withFirstIndex(first).withCount(ledgers)
          .withTransactionsPerLedger(transactionsPerLedger);
      return startTime == null
          ? options
          : options.withStartTime(SimulateRun.time("--start-time", startTime));
    } catch (IllegalArgumentException e) {
      throw OptionNames.usage(e);
    }
  }

  private XrplNodeOptions nodeOptions() {
    try {
      var options = clio ? XrplNodeOptions.clio() : XrplNodeOptions.defaults();
      if (rippledLimits) {
        options = options.withLoad(LoadLimit.Rippled.DEFAULT);
      }
      if (requestsPerSecond != null || bytesPerSecond != null) {
        options = options.withLoad(clioLimit());
      }
      var ranges = history;
      if (ranges != null) {
        var all = options;
        options = OptionNames.value("--history", () -> all.withHistory(ranges));
      }
      return run.faulty(options, XrplFaults::applied).withPort(run.port())
          .withLatency(run.latency()).withFaultSeed(run.faultSeed());
    } catch (IllegalArgumentException e) {
      throw OptionNames.usage(e);
    }
  }

  private LoadLimit.Clio clioLimit() {
    var usual = LoadLimit.Clio.DEFAULT;
    int requests = requestsPerSecond == null ? usual.requests() : requestsPerSecond;
    long bytes = bytesPerSecond == null ? usual.bytes() : bytesPerSecond;
    var limit = OptionNames.value("--requests-per-second",
        () -> new LoadLimit.Clio(requests, usual.bytes(), usual.sweep()));
    return OptionNames.value("--bytes-per-second",
        () -> new LoadLimit.Clio(limit.requests(), bytes, limit.sweep()));
  }
}
