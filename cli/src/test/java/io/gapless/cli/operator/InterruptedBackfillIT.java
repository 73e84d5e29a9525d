package io.gapless.cli.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.Gapless;
import io.gapless.embedded.process.Ports;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedBackfillIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir
  private Path folder = Path.of("target");

  @Test
  void stopsCleanlyOnCtrlCAndGoesOnWhereItStopped() throws Exception {
    var chain = new SimulatedChain(EvmChainOptions.defaults().withBlocks(4000));
    try (var node =
        EvmSimulator.start(chain, EvmNodeOptions.defaults().withRequestsPerSecond(5))) {
      var first = start("first", "backfill", "evm", "--rpc", node.url().toString(), "--from", "0",
          "--to", "3999");
      await().atMost(PATIENCE).until(() -> text("first.out").contains(" of 4,000 blocks"));

      new ProcessBuilder("kill", "-INT", Long.toString(first.pid())).start().waitFor();

      assertThat(first.waitFor(12, TimeUnit.SECONDS)).isTrue();
      assertThat(first.exitValue()).isEqualTo(130);
      assertThat(text("first.err"))
          .isEqualTo("gapless: interrupted; the same command goes on from here\n");
    }
    try (var node = EvmSimulator.start(chain, EvmNodeOptions.defaults())) {
      var second = start("second", "backfill", "evm", "--rpc", node.url().toString(), "--from",
          "0", "--to", "3999");
      assertThat(second.waitFor(PATIENCE)).isTrue();
      assertThat(second.exitValue()).as(text("second.err")).isZero();
      assertThat(text("second.out")).contains("complete", "4,000 of 4,000 covered");
    }
    assertRowsOf(chain);
  }

  @Test
  void aPausedJobStaysPausedOverAKillAndEndsOnceItIsResumed() throws Exception {
    var chain = new SimulatedChain(EvmChainOptions.defaults().withBlocks(4000));
    String job;
    try (var node =
        EvmSimulator.start(chain, EvmNodeOptions.defaults().withRequestsPerSecond(5))) {
      var killed = start("killed", "backfill", "evm", "--rpc", node.url().toString(), "--from",
          "0", "--to", "3999", "--range-size", "5");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(text("killed.out"))
          .as(text("killed.err")).contains(" of 4,000 blocks"));
      job = state("running").path("job_id").asText();
      assertThat(run("pause", "pause", job)).contains("gets no new works", "paused");
      killed.destroyForcibly().waitFor();
    }
    try (var node = EvmSimulator.start(chain, EvmNodeOptions.defaults())) {
      var port = Integer.toString(Ports.free());
      var up = start("up", "up", "--rpc", node.url().toString(), "--http", port);
      try {
        await().atMost(PATIENCE).until(() -> text("up.out").contains("ready"));
        assertThat(state("still").path("state").asText()).isEqualTo("PAUSED");

        await().atMost(PATIENCE).ignoreExceptions()
            .until(() -> get(port, "/health").contains("passing"));
        assertThat(get(port, "/metrics")).contains("gapless_processes_");
        assertThat(get(port, "/v1/namespaces/backfill/processes/" + job)).contains("PAUSED");
        assertThat(run("workers", "workers", job, "100"))
            .contains("at most 100 works open at a time", "paused");
        assertThat(run("resume", "resume", job)).contains("runs on from block ")
            .doesNotContain("block 4000.");
        assertThat(run("watch", "status", job, "--watch")).contains("complete",
            "4,000 of 4,000 covered");
        assertRowsOf(chain);

        assertThat(run("trace", "processes", "trace", "backfill", job)).containsSubsequence(
            "init", "was asked for", "gets no new works", "at most 100 works", "runs on from block",
            "All 4000 blocks are covered");

        assertThat(run("remove", "remove", job.substring(0, 8))).contains("removed; its rows stay");
        var refused = start("refused", "pause", job);
        assertThat(refused.waitFor(PATIENCE)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(2);
        assertThat(text("refused.err")).contains("there is no job " + job);
      } finally {
        up.destroyForcibly().waitFor();
      }
    }
  }

  private static String get(String port, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString()).body();
    }
  }

  private JsonNode state(String name) throws Exception {
    return new ObjectMapper().readTree(run(name, "status", "--json")).path(0);
  }

  private String run(String name, String... arguments) throws Exception {
    var process = start(name, arguments);
    assertThat(process.waitFor(PATIENCE)).isTrue();
    assertThat(process.exitValue()).as(text(name + ".err")).isZero();
    return text(name + ".out");
  }

  private void assertRowsOf(SimulatedChain chain) throws Exception {
    long held = new Truth(chain).summary().rows(TruthDataset.ERC20_TRANSFERS);
    assertThat(run("rows", "sql", "SELECT count(), uniqExact(chain, block_number, log_index)"
        + " FROM erc20_transfers_staging")).isEqualTo(held + "\t" + held + "\n");
  }

  /// A process of its own, which takes SIGINT even where this one was started to ignore it.
  private Process start(String name, String... arguments) throws IOException {
    var line = new ArrayList<>(List.of("env", "--default-signal=INT",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx768m", "-cp",
        System.getProperty("java.class.path"),
        Gapless.class.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).directory(folder.toFile())
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .redirectError(folder.resolve(name + ".err").toFile()).start();
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), UTF_8);
  }
}
