package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.simulator.evm.EvmFaults;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmNodeProfile;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Traffic;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.limits.ThrottleStyle;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless simulate evm`.
@Command(name = "evm", sortOptions = false, description = {
    "Runs a deterministic EVM node over HTTP JSON-RPC on 127.0.0.1 until it is stopped.",
    "The same options give the same chain, byte for byte."})
final class SimulateEvmCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--chain-id", paramLabel = "N", description = "What eth_chainId answers.")
  private long chainId = EvmChainOptions.DEFAULT_CHAIN_ID;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Another seed is another chain (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--blocks", paramLabel = "N", defaultValue = "20000", description = "Blocks of the chain, block 0 included (default: ${DEFAULT-VALUE}).")
  private int blocks;

  @Option(names = "--block-time", paramLabel = "SECONDS", defaultValue = "12", description = "Seconds between blocks (default: ${DEFAULT-VALUE}).")
  private long blockTime;

  @Option(names = "--genesis-time", paramLabel = "TIME", description = "Time of block 0, e.g. 2024-06-01T15:00:00Z.")
  private @Nullable String genesisTime;

  @Option(names = "--finalized-lag", paramLabel = "N", defaultValue = "64", description = "Blocks from the head back to `finalized` (default: ${DEFAULT-VALUE}).")
  private int finalizedLag;

  @Option(names = "--transfers-per-block", paramLabel = "N", defaultValue = "25", description = "Transfers in an average block (default: ${DEFAULT-VALUE}).")
  private double transfersPerBlock;

  @Option(names = "--nonstandard-rate", paramLabel = "SHARE", defaultValue = "0.0005", description = "Share of logs that look like transfers and fit no standard (default: "
      + "${DEFAULT-VALUE}).")
  private double nonstandardRate;

  @Option(names = "--profile", paramLabel = "NAME", description = "A provider's or a client's node, its limits and wordings; the options below change it. See --list.")
  private @Nullable String profile;

  @Option(names = "--list", description = "Lists profiles, faults and wordings, and ends.")
  private boolean list;

  @Option(names = "--requests-per-second", paramLabel = "N", description = "Calls a second before it throttles (default: any number).")
  private @Nullable Double requestsPerSecond;

  @Option(names = "--throttle", paramLabel = "HOW", description = "What it answers then: http-429, http-429-retry-after, http-429-backoff or json-rpc (default: "
      + "http-429).")
  private @Nullable String throttle;

  @Option(names = "--provider", paramLabel = "NAME", description = "Whose wordings its refusals have (default: reth). See --list.")
  private @Nullable String provider;

  @Option(names = "--span-cap", paramLabel = "N", description = "Most blocks of one eth_getLogs (default: any number).")
  private @Nullable Integer spanCap;

  @Option(names = "--result-cap", paramLabel = "N", description = "Most logs in one answer (default: any number).")
  private @Nullable Integer resultCap;

  @Option(names = "--response-bytes-cap", paramLabel = "N", description = "Most bytes of one answer (default: any number).")
  private @Nullable Long responseBytesCap;

  @Option(names = "--address-cap", paramLabel = "N", description = "Most addresses of one filter (default: any number).")
  private @Nullable Integer addressCap;

  @Option(names = "--head-lag", paramLabel = "N", description = "Blocks that this node is behind its chain.")
  private @Nullable Integer headLag;

  @Option(names = "--batch-limit", paramLabel = "N", description = "Most calls in a batch, 1 refuses batches (default: any number).")
  private @Nullable Integer batchLimit;

  @Option(names = "--no-log-timestamps", description = "Logs carry no blockTimestamp.")
  private boolean noLogTimestamps;

  @Option(names = "--gzip", description = "Compresses replies for clients that accept it.")
  private boolean gzip;

  @Mixin
  private SimulateRun run = new SimulateRun();

  SimulateEvmCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var console = context.console();
    if (list) {
      SimulatorNames.print(console);
      return 0;
    }
    var node = nodeOptions();
    var chain = new SimulatedChain(chainOptions());
    run.writeTruth(context, "chain", new Truth(chain)::writeCsv);
    try (var simulator = start(chain, node)) {
      console.println("evm-" + chainId + " blocks 0.." + chain.head() + ", " + chain.logCount()
          + " logs, at " + simulator.url());
      run.await(console);
      var stats = simulator.stats();
      console.println("served " + stats.servedInAll() + " calls, refused " + stats.refusedInAll());
      SimulateRun.print(stats.faults(), console);
    }
    return 0;
  }

  private EvmSimulator start(SimulatedChain chain, EvmNodeOptions node) {
    try {
      return EvmSimulator.start(chain, node);
    } catch (UncheckedIOException e) {
      throw CommandException.unreachable("--port: " + e.getMessage()
          + "; choose another, or 0 for any free one", e);
    }
  }

  private EvmChainOptions chainOptions() {
    try {
      var options = EvmChainOptions.defaults().withChainId(chainId).withSeed(seed)
          .withBlocks(blocks).withBlockTime(Duration.ofSeconds(blockTime))
          .withFinalizedLag(finalizedLag).withTraffic(Traffic.defaults()
              .withTransfersPerBlock(transfersPerBlock).withNonstandardRate(nonstandardRate));
      return genesisTime == null
          ? options
          : options.withGenesisTime(SimulateRun.time("--genesis-time", genesisTime));
    } catch (IllegalArgumentException e) {
      throw OptionNames.usage(e);
    }
  }

  private EvmNodeOptions nodeOptions() {
    try {
      var node = (profile == null ? EvmNodeOptions.defaults() : EvmNodeProfile.named(profile))
          .withPort(run.port()).withGzip(gzip).withLatency(run.latency());
      node = given(requestsPerSecond, node, EvmNodeOptions::withRequestsPerSecond);
      node = given(throttle, node, (base, how) -> base.withThrottleStyle(style(how)));
      node = given(provider, node, EvmNodeOptions::withProvider);
      node = given(spanCap, node, EvmNodeOptions::withSpanCap);
      node = given(resultCap, node, EvmNodeOptions::withResultCap);
      node = given(responseBytesCap, node, EvmNodeOptions::withResponseBytesCap);
      node = given(addressCap, node, EvmNodeOptions::withAddressCap);
      node = given(batchLimit, node, EvmNodeOptions::withBatchLimit);
      node = given(headLag, node, EvmNodeOptions::withHeadLag);
      node = noLogTimestamps ? node.withLogTimestamps(false) : node;
      return run.faulty(node, EvmFaults::applied).withFaultSeed(run.faultSeed());
    } catch (IllegalArgumentException e) {
      throw OptionNames.usage(e);
    }
  }

  private static <T> EvmNodeOptions given(@Nullable T value, EvmNodeOptions base,
      BiFunction<EvmNodeOptions, T, EvmNodeOptions> change) {
    return value == null ? base : change.apply(base, value);
  }

  private static ThrottleStyle style(String name) {
    return ThrottleStyle.named(name).orElseThrow(() -> CommandException.usage("--throttle",
        "'" + name + "' is none of " + String.join(", ", ThrottleStyle.names())));
  }
}
