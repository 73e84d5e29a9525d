package io.gapless.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Rows of two backfills are removed, and come back from their topic: beside a running stack,
/// without one, and by Kafka's own tool.
@TestMethodOrder(OrderAnnotation.class)
class ReplayIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TABLE = "erc20_transfers_staging";
  private static final String ROWS = "SELECT count(), sum(cityHash64(*)) FROM " + TABLE + " FINAL";
  private static final String REPLAYED = "transfers.erc20 replayed into " + TABLE + ": ";
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(600));

  @TempDir
  private static Path folder = Path.of("target");

  private static String whole = "";

  @Test
  @Order(1)
  void besideARunningStackRowsComeBack() throws Exception {
    try (var node = EvmSimulator.start(CHAIN, EvmNodeOptions.defaults()); var _ = new Up(node)) {
      ok(backfill(node, 0, 399));
      var first = ok("sql", ROWS);
      var between = Instant.now();
      ok(backfill(node, 400, 599));
      whole = ok("sql", ROWS);
      long records = Long.parseLong(count(whole));
      var committed = sinkOffsets();

      // into a full table: nothing changes
      assertThat(ok("replay", "transfers.erc20")).startsWith(REPLAYED
          + String.format("%,d records read, %,d rows written in ", records, records));
      assertThat(ok("sql", ROWS)).isEqualTo(whole);

      truncate();
      ok("replay", "gapless.transfers.erc20");
      assertThat(ok("sql", ROWS)).isEqualTo(whole);

      truncate();
      var job = json(ok("status", "--json")).valueStream()
          .filter(one -> one.path("last").asLong() == 399).findFirst().orElseThrow()
          .path("job_id").asText();
      var done = json(ok("replay", "transfers.erc20", "--job", job.substring(0, 7), "--json"));
      assertThat(ok("sql", ROWS)).isEqualTo(first);
      assertThat(done.path("job_id").asText()).isEqualTo(job);
      assertThat(done.path("records").asLong()).isEqualTo(records);
      assertThat(done.path("rows").asText()).isEqualTo(count(first));

      // what is not of the first job was written later
      ok("replay", "transfers.erc20", "--since", between.toString());
      assertThat(ok("sql", ROWS)).isEqualTo(whole);
      assertThat(ok("replay", "transfers.erc20", "--since", "2100-01-01"))
          .contains(" 0 records read, 0 rows written");

      for (var topic : List.of("coverage", "checkpoints", "heartbeats", "logs.unclassified")) {
        assertThat(ok("replay", topic)).startsWith(topic + " replayed into ");
      }
      assertThat(sinkOffsets()).isEqualTo(committed);
    }
  }

  @Test
  @Order(2)
  void withoutARunningStackItIsStarted() {
    truncate();

    ok("replay", "transfers.erc20");

    assertThat(ok("sql", ROWS)).isEqualTo(whole);
    assertThat(EmbeddedStack.running(folder.resolve("gapless-data"))).isEmpty();
  }

  @Test
  @Order(3)
  void rowsComeBackByKafkasOwnTool() throws Exception {
    ok("sql", "TRUNCATE TABLE " + TABLE);
    assertThat(tool("consumer-groups", "--group", "gapless.sink", "--reset-offsets",
        "--to-earliest", "--topic", "gapless.transfers.erc20", "--execute"))
        .contains("gapless.transfers.erc20");

    try (var node = EvmSimulator.start(CHAIN, EvmNodeOptions.defaults()); var _ = new Up(node)) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(ok("sql", ROWS)).isEqualTo(whole));
    }
  }

  @Test
  void refusesWhatCannotBeReplayed() {
    refuses(2, "TOPIC: works are fetched, not written to a table; `gapless gaps abc --audit --fill`"
        + " fetches again", "replay", "work.evm-1", "--job", "abc");
    refuses(2, "TOPIC: 'transfers.erc19' feeds no table; there are ", "replay", "transfers.erc19");
    refuses(2, "--since: 'yesterday' is not a UTC date", "replay", "coverage", "--since",
        "yesterday");
    refuses(2, "--job: records of heartbeats belong to no job", "replay", "heartbeats", "--job",
        "abc");
    refuses(3, "there is no topic gapless.coverage in ", "replay", "coverage", "--data",
        folder.resolve("empty").toString());
    assertThat(folder.resolve("empty")).doesNotExist();
  }

  private static void refuses(int exitCode, String what, String... arguments) {
    var command = new Typed(folder, Map.of());
    assertThat(command.run(arguments)).isEqualTo(exitCode);
    assertThat(command.err()).startsWith("gapless: " + what).containsOnlyOnce("\n");
    assertThat(command.out()).isEmpty();
  }

  private static String count(String rows) {
    return rows.substring(0, rows.indexOf('\t'));
  }

  private static void truncate() {
    ok("sql", "TRUNCATE TABLE " + TABLE);
    assertThat(ok("sql", ROWS)).startsWith("0\t");
  }

  private static String[] backfill(EvmSimulator node, int first, int last) {
    return new String[]{"backfill", "evm", "--rpc", node.url().toString(), "--from",
        Integer.toString(first), "--to", Integer.toString(last)};
  }

  /// Committed offsets of the topic's partitions, a line each.
  private static List<String> sinkOffsets() {
    return tool("consumer-groups", "--describe", "--group", "gapless.sink").lines()
        .filter(line -> line.contains("gapless.transfers.erc20"))
        .map(line -> line.replaceFirst("^((\\S+\\s+){4}).*$", "$1")).sorted().toList();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static String ok(String... arguments) {
    var command = new Typed(folder, Map.of());
    assertThat(command.run(arguments)).as(command.err()).isZero();
    assertThat(command.err()).isEmpty();
    return command.out();
  }

  private static String tool(String... arguments) {
    var all = new ArrayList<>(List.of("kafka"));
    all.addAll(List.of(arguments));
    var command = new Typed(folder, Map.of());
    assertThat(command.runTool(all.toArray(String[]::new))).as(command.err()).isZero();
    return command.out();
  }

  /// `gapless up` until it is closed.
  private static final class Up implements AutoCloseable {

    private final Thread thread;

    Up(EvmSimulator node) {
      var command = new Typed(folder, Map.of());
      var run = new FutureTask<>(() -> command.run("up", "--rpc", node.url().toString()));
      thread = Thread.ofPlatform().name("up").start(run);
      await().atMost(PATIENCE).until(() -> command.out().contains("ready") || run.isDone());
      assertThat(run).as(command.err()).isNotDone();
    }

    @Override
    public void close() {
      thread.interrupt();
      await().atMost(PATIENCE).until(() -> !thread.isAlive());
    }
  }
}
