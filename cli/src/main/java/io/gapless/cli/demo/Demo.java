package io.gapless.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.cli.console.Console;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.pipeline.Wiring;
import io.gapless.cli.pipeline.WorkerIds;
import io.gapless.cli.progress.JobFollower;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.progress.ProgressViews;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Backfills a simulated chain, and in the end compares the tables with what it really holds.
public final class Demo {

  private final Wiring wiring;
  private final InstantSource clock;

  public Demo(Wiring wiring, InstantSource clock) {
    this.wiring = wiring;
    this.clock = clock;
  }

  /// Runs it.
  ///
  /// @return the exit code: 0 where the tables are equal to the chain
  public int run(ConnectionOptions options, DemoOptions demo, boolean json, Console console)
      throws InterruptedException {
    var host = WorkerIds.ofThisHost().host();
    try (SimulatedNodes nodes = switch (demo.family()) {
      case EVM -> new EvmDemo(demo, host);
      case XRPL -> new XrplDemo(demo, host);
    }) {
      if (!json) {
        console.println(nodes.introduction());
      }
      return backfill(options, nodes, json, console);
    }
  }

  private int backfill(ConnectionOptions options, SimulatedNodes nodes, boolean json,
      Console console) throws InterruptedException {
    var request = nodes.request();
    try (
        var view = json
            ? ProgressViews.quiet(console)
            : ProgressViews.of(console, false, clock);
        var pipeline = wiring.open(options, request);
        var topics = new JobTopics(
            pipeline.connections().kafkaClient(options.kafkaProperties()),
            new RecordSerdes(pipeline.connections().registry().orElseThrow()), options.topics(),
            clock)) {
      var job = new JobFollower(topics, view, clock, pipeline::failures)
          .follow(pipeline.submit(request).getFirst());
      var truth = nodes.compare(pipeline.tables());
      if (json) {
        console.println(toJson(job, truth));
      } else {
        print(job, truth, nodes, options, console);
      }
      return job.exitCode() == 0 && truth.stream().allMatch(TruthCheck::equal) ? 0 : 1;
    }
  }

  private static void print(JobProgress job, List<TruthCheck> truth, SimulatedNodes nodes,
      ConnectionOptions options, Console console) {
    console.println("");
    console.println("dataset              rows in the table    rows of the chain    contents");
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
    console.println("  ./gapless sql" + data + " \"" + nodes.sql() + "\"");
    console.println("  ./gapless status" + data + " " + job.jobId());
    console.println("  ./gapless kafka" + data + " console-consumer --topic "
        + options.topics().named(nodes.topic()) + " --from-beginning --max-messages 3");
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
}
