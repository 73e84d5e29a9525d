package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.Servers;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.ThrottleStyle;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Traffic;
import io.gapless.simulator.evm.chain.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless simulate evm`.
@Command(name = "evm", sortOptions = false, description = {
    "Runs a deterministic EVM node over HTTP JSON-RPC on 127.0.0.1 until it is stopped.",
    "The same options give the same chain, byte for byte."})
final class SimulateEvmCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--port", paramLabel = "N", defaultValue = "0", converter = Servers.Port.class, description = "Port to listen on (default: any free one).")
  private int port;

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

  @Option(names = "--latency", paramLabel = "MS", defaultValue = "0", description = "Milliseconds that the node waits before each reply.")
  private long latency;

  @Option(names = "--requests-per-second", paramLabel = "N", defaultValue = "0", description = "Calls a second before it throttles (default: any number).")
  private double requestsPerSecond;

  @Option(names = "--throttle", paramLabel = "HOW", defaultValue = "http-429", description = "What it answers then: http-429, http-429-retry-after or json-rpc (default: "
      + "${DEFAULT-VALUE}).")
  private String throttle = "";

  @Option(names = "--provider", paramLabel = "NAME", defaultValue = "reth", description = "Whose wordings its refusals have (default: ${DEFAULT-VALUE}).")
  private String provider = "";

  @Option(names = "--span-cap", paramLabel = "N", defaultValue = "0", description = "Most blocks of one eth_getLogs (default: any number).")
  private int spanCap;

  @Option(names = "--result-cap", paramLabel = "N", defaultValue = "0", description = "Most logs in one answer (default: any number).")
  private int resultCap;

  @Option(names = "--response-bytes-cap", paramLabel = "N", defaultValue = "0", description = "Most bytes of one answer (default: any number).")
  private long responseBytesCap;

  @Option(names = "--head-lag", paramLabel = "N", defaultValue = "0", description = "Blocks that this node is behind its chain.")
  private int headLag;

  @Option(names = "--batch-limit", paramLabel = "N", defaultValue = "0", description = "Most calls in a batch, 1 refuses batches (default: any number).")
  private int batchLimit;

  @Option(names = "--no-log-timestamps", description = "Logs carry no blockTimestamp.")
  private boolean noLogTimestamps;

  @Option(names = "--gzip", description = "Compresses replies for clients that accept it.")
  private boolean gzip;

  @Option(names = "--truth", paramLabel = "FILE", description = "Writes every transfer of the chain to a CSV file before it serves.")
  private @Nullable Path truth;

  @Option(names = "--seconds", paramLabel = "N", description = "Ends after this time.")
  private @Nullable Long seconds;

  @Option(names = "--until-stdin-closes", description = "Ends when its standard input does.")
  private boolean untilStdinCloses;

  SimulateEvmCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var chain = new SimulatedChain(chainOptions());
    var console = context.console();
    if (truth != null) {
      var file = context.workingFolder().resolve(truth);
      try {
        new Truth(chain).writeCsv(file);
      } catch (UncheckedIOException e) {
        throw CommandException.usage("--truth", file + " cannot be written: " + e.getMessage());
      }
      console.println("truth of the chain in " + file);
    }
    try (var node = start(chain)) {
      console.println("evm-" + chainId + " blocks 0.." + chain.head() + ", " + chain.logCount()
          + " logs, at " + node.url());
      waitForTheEnd();
      var stats = node.stats();
      console.println("served " + stats.servedInAll() + " calls, refused " + stats.refusedInAll());
    }
    return 0;
  }

  private EvmSimulator start(SimulatedChain chain) {
    try {
      return EvmSimulator.start(chain, nodeOptions());
    } catch (UncheckedIOException e) {
      throw CommandException.unreachable("--port: " + e.getMessage()
          + "; choose another, or 0 for any free one", e);
    }
  }

  private void waitForTheEnd() throws InterruptedException {
    var end = new CountDownLatch(1);
    if (untilStdinCloses) {
      var in = context.console().in();
      Thread.ofPlatform().daemon().name("stdin").start(() -> {
        drain(in);
        end.countDown();
      });
    }
    if (seconds == null) {
      end.await();
    } else if (end.await(seconds, TimeUnit.SECONDS)) {
      return;
    }
  }

  private static void drain(InputStream in) {
    try {
      while (in.read() >= 0) {
        // what is written to it has no meaning
      }
    } catch (IOException e) {
      // as good as its end
    }
  }

  private EvmChainOptions chainOptions() {
    try {
      var options = EvmChainOptions.defaults().withChainId(chainId).withSeed(seed)
          .withBlocks(blocks).withBlockTime(Duration.ofSeconds(blockTime))
          .withFinalizedLag(finalizedLag).withTraffic(Traffic.defaults()
              .withTransfersPerBlock(transfersPerBlock).withNonstandardRate(nonstandardRate));
      return genesisTime == null ? options : options.withGenesisTime(Instant.parse(genesisTime));
    } catch (DateTimeParseException e) {
      throw CommandException.usage("--genesis-time", "'" + genesisTime
          + "' is not a time such as 2024-06-01T15:00:00Z");
    } catch (IllegalArgumentException e) {
      throw OptionNames.usage(e);
    }
  }

  private EvmNodeOptions nodeOptions() {
    try {
      return new EvmNodeOptions(port, Duration.ofMillis(latency), requestsPerSecond, style(),
          provider, spanCap, resultCap, responseBytesCap, headLag, batchLimit, !noLogTimestamps,
          gzip);
    } catch (IllegalArgumentException e) {
      throw OptionNames.usage(e);
    }
  }

  private ThrottleStyle style() {
    return switch (throttle.toLowerCase(Locale.ROOT)) {
      case "http-429" -> ThrottleStyle.HTTP_429;
      case "http-429-retry-after" -> ThrottleStyle.HTTP_429_RETRY_AFTER;
      case "json-rpc" -> ThrottleStyle.JSON_RPC;
      default -> throw CommandException.usage("--throttle", "'" + throttle
          + "' is none of http-429, http-429-retry-after and json-rpc");
    };
  }
}
