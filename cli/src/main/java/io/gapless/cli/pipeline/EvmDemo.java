package io.gapless.cli.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.cli.console.Console;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.progress.JobFollower;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.progress.ProgressView;
import io.gapless.cli.progress.ProgressViews;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Traffic;
import io.gapless.simulator.evm.chain.Truth;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// The whole pipeline on a simulated chain: two nodes, one that throttles and one that caps its
/// answers, and in the end a comparison of the tables with what the chain really holds.
final class EvmDemo {

  private static final double THROTTLED_REQUESTS_PER_SECOND = 40;
  private static final int RESULT_CAP = 2_000;
  private static final int MAX_ATTEMPTS = 5;

  private final Wiring wiring;
  private final InstantSource clock;

  EvmDemo(Wiring wiring, InstantSource clock) {
    this.wiring = wiring;
    this.clock = clock;
  }

  int run(ConnectionOptions options, DemoOptions demo, boolean json, Console console)
      throws InterruptedException {
    if (!json) {
      console.println(String.format(Locale.ROOT,
          "Simulating a chain of %,d blocks with about %,.0f transfers each, and two nodes: one"
              + " allows %.0f requests a second, one gives at most %,d logs an answer.",
          demo.blocks(), demo.transfersPerBlock(), THROTTLED_REQUESTS_PER_SECOND, RESULT_CAP));
    }
    var chain = new SimulatedChain(EvmChainOptions.defaults().withBlocks(demo.blocks())
        .withSeed(demo.seed())
        .withTraffic(Traffic.defaults().withTransfersPerBlock(demo.transfersPerBlock())));
    try (
        var throttling = EvmSimulator.start(chain, EvmNodeOptions.defaults()
            .withRequestsPerSecond(THROTTLED_REQUESTS_PER_SECOND));
        var capping = EvmSimulator.start(chain, EvmNodeOptions.defaults().withProvider("infura")
            .withResultCap(RESULT_CAP))) {
      var request = new BackfillRequest(ChainFamily.EVM, List.of(throttling.url(), capping.url()),
          Optional.empty(),
          new BlockBound.Block(0), new BlockBound.Block(chain.head()),
          Datasets.all().of("evm").stream().map(Dataset::name)
              .filter(name -> name.endsWith("_transfers")).toList(),
          List.of(), OptionalLong.empty(), Verdict.HEAD, false, MAX_ATTEMPTS, demo.workers(),
          WorkerIds.ofThisHost().host(), RoleOptions.GAP_RANGES_PER_CYCLE, NodeTuning.USUAL);
      return backfill(options, request, chain, json, console);
    }
  }

  private int backfill(ConnectionOptions options, BackfillRequest request, SimulatedChain chain,
      boolean json, Console console) throws InterruptedException {
    var last = new LastProgress(json
        ? ProgressViews.quiet(console)
        : ProgressViews.of(console, false, clock));
    try (last;
        var pipeline = (RunningPipeline) wiring.open(options, request);
        var topics = new JobTopics(
            pipeline.connections().kafkaClient(options.kafkaProperties()),
            new RecordSerdes(pipeline.connections().registry().orElseThrow()), options.topics(),
            clock)) {
      int exitCode = new JobFollower(topics, last, clock, pipeline::failures)
          .follow(pipeline.submit(request));
      var truth = TruthCheck.compare(pipeline.tables(), "evm-" + chain.options().chainId(),
          new Truth(chain).summary());
      if (json) {
        console.println(toJson(last.progress(), truth));
      } else {
        print(last.progress(), truth, options, console);
      }
      return exitCode == 0 && truth.stream().allMatch(TruthCheck::equal) ? 0 : 1;
    }
  }

  private static void print(JobProgress job, List<TruthCheck> truth, ConnectionOptions options,
      Console console) {
    console.println("");
    console.println("dataset              rows in the table    rows of the chain    sums");
    for (var check : truth) {
      console.println(String.format(Locale.ROOT, "%-20s %,17d %,20d    %s", check.dataset(),
          check.tableRows(), check.chainRows(), check.equal()
              ? "equal"
              : "DIFFERENT: " + check.firstDifference()));
    }
    console.println("");
    console.println(truth.stream().allMatch(TruthCheck::equal)
        ? "The tables hold exactly what the chain holds."
        : "The tables do NOT hold what the chain holds.");
    console.println("");
    var data = options.data().getFileName().toString().equals("gapless-data")
        ? ""
        : " --data " + options.data();
    console.println("What to try next:");
    console.println("  ./gapless sql" + data
        + " \"SELECT day_idx, status, erc20_count FROM backfill_checkpoint ORDER BY day_idx\"");
    console.println("  ./gapless status" + data + " " + job.jobId());
    console.println("  ./gapless kafka" + data + " console-consumer --topic "
        + options.topics().named("transfers.erc20") + " --from-beginning --max-messages 3");
  }

  private static String toJson(JobProgress job, List<TruthCheck> truth) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("job", job.jobId()).put("state", job.state().name()).put("blocks", job.blocksDone())
        .put("rows", job.rowsInAll()).put("rows_per_second", Math.round(job.rowsPerSecond()))
        .put("seconds", job.elapsed().toMillis() / 1000.0).put("requests", job.requests())
        .put("retries", job.retries()).put("gaps_found", job.gapsFound())
        .put("gaps_filled", job.gapsFilled());
    var verdicts = root.putObject("verdicts");
    job.verdicts().forEach(verdicts::put);
    var datasets = root.putArray("datasets");
    for (var check : truth) {
      datasets.addObject().put("dataset", check.dataset()).put("table_rows", check.tableRows())
          .put("chain_rows", check.chainRows()).put("equal", check.equal());
    }
    return root.toString();
  }

  /// Remembers how the job ended, for the summary.
  private static final class LastProgress implements ProgressView {

    private final ProgressView view;
    private volatile Optional<JobProgress> ended = Optional.empty();

    LastProgress(ProgressView view) {
      this.view = view;
    }

    JobProgress progress() {
      return ended.orElseThrow(() -> new IllegalStateException("the job has not ended"));
    }

    @Override
    public void show(JobProgress progress) {
      view.show(progress);
    }

    @Override
    public void message(String line) {
      view.message(line);
    }

    @Override
    public void ended(JobProgress progress) {
      ended = Optional.of(progress);
      view.ended(progress);
    }

    @Override
    public void close() {
      view.close();
    }
  }
}
