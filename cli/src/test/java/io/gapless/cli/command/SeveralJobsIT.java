package io.gapless.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.console.CommandErrors;
import io.gapless.cli.console.Console;
import io.gapless.cli.console.Terminal;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.options.Settings;
import io.gapless.cli.options.SharedOptions;
import io.gapless.cli.pipeline.AskedJob;
import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.cli.pipeline.BlockBound;
import io.gapless.cli.pipeline.PipelineWiring;
import io.gapless.cli.services.EmbeddedServices;
import io.gapless.schemas.record.Verdict;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import io.gapless.simulator.evm.chain.TruthRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// One backfill of two jobs, of two contracts from two first blocks, with all roles in one process.
class SeveralJobsIT {

  private static final long LAST = 599;
  private static final long SECOND_FIRST = 250;
  private static final SimulatedChain CHAIN = new SimulatedChain(
      EvmChainOptions.defaults().withBlocks(600).withBlockTime(Duration.ofMinutes(1)));
  private static final List<TruthRow> ROWS = rows();
  private static final List<String> TOKENS =
      ROWS.stream().map(TruthRow::tokenAddress).distinct().sorted().limit(2).toList();

  @TempDir
  private Path folder = Path.of("target");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void runsThemTogetherPricesThemAllAndFindsThemDoneTheNextTime() throws IOException {
    try (var node = EvmSimulator.start(CHAIN, EvmNodeOptions.defaults())) {
      assertThat(run(node, "--dry-run", "--json")).as(text(err)).isZero();
      var plans = json().path("jobs");
      assertThat(plans.findValuesAsText("first")).containsExactly("0", "250");

      assertThat(run(node)).as(text(err)).isZero();
      assertThat(text(out)).containsSubsequence(
          "job " + plans.get(0).path("job").asText() + ": complete\n",
          "evm-900001 0..599, 600 of 600 covered",
          "job " + plans.get(1).path("job").asText() + ": complete\n",
          "evm-900001 250..599, 350 of 350 covered");

      assertThat(run(node, "--json")).as(text(err)).isZero();
      assertThat(text(err)).contains("nothing is left to do");
      var jobs = json().path("jobs");
      assertThat(jobs).hasSize(2).allSatisfy(job -> {
        assertThat(job.path("state").asText()).isEqualTo("COMPLETE");
        assertThat(job.path("read_back").asText()).isEqualTo("EQUAL");
      });
      assertThat(erc20(jobs.get(0))).isEqualTo(rows(TOKENS.getFirst(), 0));
      assertThat(erc20(jobs.get(1))).isEqualTo(rows(TOKENS.getLast(), SECOND_FIRST));
      assertThat(rows(TOKENS.getLast(), SECOND_FIRST)).isPositive()
          .isLessThan(rows(TOKENS.getLast(), 0));
    }
  }

  private int run(EvmSimulator node, String... options) {
    out.reset();
    err.reset();
    var console = Console.over(InputStream.nullInputStream(), out, err, Terminal.NONE);
    var services = new EmbeddedServices(line -> {});
    var clock = InstantSource.system();
    var context = new Context(console, folder, Map.of(), new SharedOptions(), Settings::none,
        clock, services, new PipelineWiring(services, clock));
    var errors = new CommandErrors();
    return new CommandLine(new Several(context, request(node)))
        .setExecutionExceptionHandler(errors).setParameterExceptionHandler(errors)
        .setOut(console.out()).setErr(console.err()).execute(options);
  }

  private static BackfillRequest request(EvmSimulator node) {
    return new BackfillRequest(ChainFamily.EVM, List.of(node.url()), Optional.empty(),
        List.of(job(TOKENS.getFirst(), 0), job(TOKENS.getLast(), SECOND_FIRST)),
        OptionalLong.of(100), Verdict.HEAD, false, 5, 2, "host", 100, NodeTuning.USUAL);
  }

  private static AskedJob job(String token, long first) {
    return new AskedJob(new BlockBound.Block(first), new BlockBound.Block(LAST),
        List.of("erc20_transfers"), List.of(token), List.of(), Optional.of("rebuild"));
  }

  private static List<TruthRow> rows() {
    var rows = new ArrayList<TruthRow>();
    new Truth(CHAIN).forEach(0, LAST, row -> {
      if (row.dataset() == TruthDataset.ERC20_TRANSFERS) {
        rows.add(row);
      }
    });
    return rows;
  }

  private static long rows(String token, long first) {
    return ROWS.stream()
        .filter(row -> row.tokenAddress().equals(token) && row.blockNumber() >= first).count();
  }

  private static long erc20(JsonNode job) {
    return job.path("rows").path("erc20_transfers").asLong();
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(text(out));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(UTF_8);
  }

  /// A command that asks for several jobs.
  @Command(name = "several")
  private static final class Several implements Callable<Integer> {

    private final Context context;
    private final BackfillRequest request;

    @Mixin
    private BackfillRun run = new BackfillRun();

    Several(Context context, BackfillRequest request) {
      this.context = context;
      this.request = request;
    }

    @Override
    public Integer call() throws InterruptedException {
      return run.run(context, (fleet, gaps) -> request);
    }
  }
}
