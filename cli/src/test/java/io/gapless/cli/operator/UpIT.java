package io.gapless.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.schemas.serde.WireFormat;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gapless up` with a password on the engine, and every other command beside it.
class UpIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> PASSWORD =
      Map.of("GAPLESS_CLICKHOUSE_PASSWORD", "openses@me");
  private static final String DAYS =
      "SELECT countIf(status='COMPLETE') AS days_done, max(day_idx) AS max_day FROM backfill_checkpoint";
  private static final String WORKERS =
      "SELECT worker_id, last_batch, dateDiff('minute', updated_at, now()) AS mins_ago"
          + " FROM worker_heartbeats ORDER BY worker_id";

  @TempDir
  private static Path folder = Path.of("target");

  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(3000)
          .withBlockTime(Duration.ofMinutes(1)));
  private static final EvmSimulator NODE = EvmSimulator.start(CHAIN, EvmNodeOptions.defaults());
  private static final AtomicInteger EXIT_CODE = new AtomicInteger(-1);
  private static Typed up = new Typed(folder, PASSWORD);
  private static Thread running = new Thread(() -> {});
  private static String backfilled = "";

  @BeforeAll
  static void startAndBackfill() {
    up = new Typed(folder, PASSWORD);
    running = Thread.ofPlatform().name("up").start(() -> EXIT_CODE.set(
        up.run("up", "--rpc", NODE.url().toString(), "--name", "op")));
    await().atMost(PATIENCE).until(() -> up.out().contains("ready") || EXIT_CODE.get() >= 0);
    assertThat(EXIT_CODE.get()).as(up.err()).isEqualTo(-1);
    backfilled = ok("backfill", "evm", "--rpc", NODE.url().toString(), "--from", "2024-06-01",
        "--to", "2999");
  }

  @AfterAll
  static void interruptIt() throws InterruptedException {
    running.interrupt();
    running.join(Duration.ofSeconds(20));
    NODE.close();
    assertThat(EXIT_CODE.get()).isEqualTo(130);
    assertThat(up.err()).isEqualTo("gapless: interrupted\n");
    assertThat(EmbeddedStack.running(folder.resolve("gapless-data"))).isEmpty();
  }

  @Test
  void writesWhatTheChainHolds() {
    var truth = new Truth(CHAIN).summary();

    assertThat(backfilled).contains("complete", "3,000 of 3,000 covered", "counted, and equal");
    for (var dataset : TruthDataset.values()) {
      var table = dataset.id().endsWith("_transfers") ? dataset.id() + "_staging" : dataset.id();
      assertThat(ok("sql", "SELECT count() FROM " + table))
          .isEqualTo(truth.rows(dataset) + "\n");
    }
  }

  @Test
  void saysThatNothingIsLeftToDo() {
    assertThat(ok("backfill", "evm", "--rpc", NODE.url().toString(), "--from", "2024-06-01",
        "--to", "2999")).startsWith("nothing is left to do").contains("complete");
  }

  @Test
  void answersTheOperatorsQuestions() {
    assertThat(ok("sql", DAYS)).isEqualTo("3\t2\n");
    assertThat(ok("sql", WORKERS)).contains("op-fetcher-0\t", "op-fetcher-1\t",
        "op-gap-detector-0\t", "op-planner-0\t", "op-sink-0\t");
  }

  @Test
  void showsJobs() throws IOException {
    var json = new ObjectMapper().readTree(ok("status", "--json"));

    assertThat(json).hasSize(1);
    assertThat(json.get(0).path("state").asText()).isEqualTo("COMPLETE");
    assertThat(json.get(0).path("read_back").asText()).isEqualTo("EQUAL");
    assertThat(ok("status")).contains("evm-900001 0..2999  complete").hasLineCount(1);
    assertThat(ok("status", json.get(0).path("job_id").asText().substring(0, 6)))
        .contains("verdicts  HEAD 100.0 %");
    assertThat(ok("status", "--watch")).contains("complete");
    assertThat(ok("gaps")).isEqualTo("no gaps in 1 job\n");
  }

  @Test
  void listsTopicsAndMembersWithKafkasTools() {
    assertThat(tool("topics", "--list").lines()).contains("gapless.jobs",
        "gapless.transfers.erc20", "gapless.work.evm-900001").noneMatch(line -> line.contains(" "));
    assertThat(tool("consumer-groups", "--describe", "--group", "gapless.fetcher.evm-900001"))
        .contains("op-fetcher-0", "op-fetcher-1");
  }

  @Test
  void printsRecordsAsJson() throws IOException {
    var lines = tool("console-consumer", "--topic", "gapless.transfers.erc20",
        "--from-beginning", "--max-messages", "3").lines().toList();

    assertThat(lines).hasSize(3);
    for (String line : lines) {
      var value = new ObjectMapper().readTree(line).path("value");
      assertThat(value.path("tx_hash").asText()).matches("0x[0-9a-f]{64}");
      assertThat(value.path("token_address").asText()).matches("0x[0-9a-f]{40}");
      assertThat(value.path("value").asText()).matches("[0-9]+");
    }
  }

  @Test
  void writesConfluentsFormWithAnIdThatTheRegistryKnows() throws Exception {
    byte[] raw = firstRecord("gapless.transfers.erc20");
    var registry = stack(Service.REGISTRY);

    assertThat(raw[0]).isZero();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(URI.create(registry
          + "/apis/ccompat/v7/schemas/ids/" + WireFormat.schemaId(raw))).build(),
          BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new ObjectMapper().readTree(answer.body()).path("schema").asText())
          .contains("token_address");
    }
  }

  @Test
  void refusesAWrongPasswordWithoutShowingIt() {
    var wrong = new Typed(folder, Map.of("GAPLESS_CLICKHOUSE_PASSWORD", "wr0ng"));
    var named = new Typed(folder, PASSWORD);
    var address = stack(Service.CLICKHOUSE).replace("http", "jdbc:clickhouse:http")
        + "/default?user=default&password=wr0ng";

    assertThat(wrong.run("sql", "SELECT 1")).isEqualTo(2);
    assertThat(wrong.err()).contains("refuses user `default`", "--clickhouse-password")
        .containsOnlyOnce("\n").doesNotContain("wr0ng");
    assertThat(named.run("backfill", "evm", "--rpc", NODE.url().toString(), "--from", "0", "--to",
        "9", "--data", folder.resolve("other").toString(), "--clickhouse", address)).isEqualTo(2);
    assertThat(named.err()).contains("refuses user `default`").containsOnlyOnce("\n")
        .doesNotContain("wr0ng");
    assertThat(folder.resolve("other/kafka")).doesNotExist();
  }

  @Test
  void refusesASecondStackOnTheFolder() {
    for (var command : List.of(List.of("up", "--rpc", NODE.url().toString()), List.of("demo"))) {
      var second = new Typed(folder, PASSWORD);

      assertThat(second.run(command.toArray(String[]::new))).isEqualTo(3);
      assertThat(second.err()).contains("is in use by process", "--data").containsOnlyOnce("\n");
    }
  }

  @Test
  void findsEverythingWell() {
    assertThat(ok("doctor", "--rpc", NODE.url().toString())).contains("✓ stack of process",
        "✓ Kafka at", "✓ schema registry at", "✓ ClickHouse 2", "✓ the ClickHouse engine",
        "✓ node 127.0.0.1").doesNotContain("✗");
  }

  @Test
  void writesALogFileForEachWorker() throws IOException {
    for (String worker : List.of("op-fetcher-0", "op-fetcher-1", "op-sink-0", "op-planner-0",
        "op-gap-detector-0")) {
      assertThat(Files.readString(folder.resolve("gapless-data/logs/" + worker + ".log")))
          .as(worker).isNotBlank();
    }
  }

  private static byte[] firstRecord(String topic) {
    try (var consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", stack(Service.KAFKA), "auto.offset.reset", "earliest"),
        new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      var values = new ArrayList<byte[]>();
      await().atMost(PATIENCE).until(() -> {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
        return !values.isEmpty();
      });
      return values.getFirst();
    }
  }

  private static String stack(Service service) {
    return EmbeddedStack.running(folder.resolve("gapless-data")).orElseThrow().url(service)
        .orElseThrow();
  }

  private static String ok(String... arguments) {
    var command = new Typed(folder, PASSWORD);
    assertThat(command.run(arguments)).as(command.err()).isZero();
    assertThat(command.err()).isEmpty();
    return command.out();
  }

  private static String tool(String... arguments) {
    var all = new ArrayList<>(List.of("kafka"));
    all.addAll(List.of(arguments));
    var command = new Typed(folder, PASSWORD);
    assertThat(command.runTool(all.toArray(String[]::new))).as(command.err()).isZero();
    return command.out();
  }
}
