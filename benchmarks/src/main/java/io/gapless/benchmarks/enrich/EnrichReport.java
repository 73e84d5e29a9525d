package io.gapless.benchmarks.enrich;

import static io.gapless.benchmarks.measure.Figures.median;
import static io.gapless.benchmarks.measure.Figures.rounded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.benchmarks.measure.Figures;
import io.gapless.benchmarks.measure.Machine;
import io.gapless.benchmarks.pipeline.Pipeline;
import java.util.List;
import java.util.Map;

/// What is printed: medians over the runs, and the runs themselves.
///
/// @param unlimited runs with a node without limits, of each wish
/// @param limited runs with nodes that have limits
record EnrichReport(EnrichSizes sizes, Map<Wish, List<EnrichRun>> unlimited,
    List<LimitedRun> limited, Machine machine) {

  String toJson() {
    var root = new ObjectMapper().createObjectNode();
    root.put("benchmark", "enrich").put("transactions", sizes.transactions())
        .put("batch", WantedChain.BATCH).put("runs", sizes.runs());
    var of = root.putObject("unlimited");
    writeMedians(of, Wish.ALL);
    writeMedians(of.putObject(Wish.ONE_A_BLOCK.label()), Wish.ONE_A_BLOCK);
    writeMedians(of.putObject(Wish.WHOLE_BLOCKS.label()), Wish.WHOLE_BLOCKS);
    var limits = root.putArray("limited");
    limited.forEach(run -> write(limits.addObject(), run));
    writeSetting(root.putObject("setting"));
    Figures.write(machine, root.putObject("machine"));
    var single = root.putObject("single_runs");
    for (var wish : Wish.values()) {
      var runs = single.putArray(wish.label());
      runs(wish).forEach(run -> write(runs.addObject(), run));
    }
    return root.toPrettyString();
  }

  private List<EnrichRun> runs(Wish wish) {
    return unlimited.getOrDefault(wish, List.of());
  }

  private void writeMedians(ObjectNode node, Wish wish) {
    var runs = runs(wish);
    long count = sizes.transactions();
    node.put("wanted", wish.meaning())
        .put("transactions_per_second",
            Math.round(median(runs, run -> run.committed().perSecond(count), 0)))
        .put("in_table_per_second",
            Math.round(median(runs, run -> run.inTable().perSecond(count), 0)))
        .put("seconds", median(runs, run -> run.committed().seconds(), 3))
        .put("seconds_to_table", median(runs, run -> run.inTable().seconds(), 3))
        .put("cpu_seconds", median(runs, run -> run.inTable().cpuSeconds(), 2))
        .put("cpu_seconds_per_million",
            median(runs, run -> run.inTable().cpuSecondsPerMillion(count), 2))
        .put("calls_per_transaction", median(runs, run -> (double) run.calls() / count, 3))
        .put("blocks_read_whole", Math.round(median(runs, EnrichRun::blocks, 0)));
  }

  private void write(ObjectNode node, EnrichRun run) {
    long count = sizes.transactions();
    node.put("transactions_per_second", Math.round(run.committed().perSecond(count)))
        .put("seconds", rounded(run.committed().seconds(), 3))
        .put("seconds_to_table", rounded(run.inTable().seconds(), 3))
        .put("cpu_seconds_per_million", rounded(run.inTable().cpuSecondsPerMillion(count), 2))
        .put("requests", run.requests()).put("calls", run.calls())
        .put("blocks_read_whole", run.blocks())
        .put("load_average_before", rounded(run.loadBefore(), 2));
  }

  private static void write(ObjectNode node, LimitedRun run) {
    node.put("calls_per_second", run.limit()).put("seconds", rounded(run.seconds(), 1))
        .put("utilisation", rounded(run.utilisation(), 3))
        .put("refused_share", rounded(run.refusedShare(), 4))
        .put("requests_per_transaction", rounded(run.requestsPerTransaction(), 3))
        .put("transactions_per_second", rounded(run.transactionsPerSecond(), 1))
        .put("calls_answered", run.answered()).put("calls_refused", run.refused());
  }

  private void writeSetting(ObjectNode node) {
    node.put("simulator", "in_process").put("kafka", "in_process").put("roles", "in_process")
        .put("registry", "child_process").put("clickhouse", "child_process")
        .put("enrichers", Pipeline.FETCHERS).put("warm_up_runs", 1)
        .put("limited_after_seconds", sizes.learning().toSeconds())
        .put("note", "everything shares the machine's cores, a sink that writes to the table"
            + " included; processor time is of all processes to the last row in the table, the"
            + " simulated node included; limited nodes are asked for one transaction of each block,"
            + " and nothing is written to tables meanwhile");
  }
}
