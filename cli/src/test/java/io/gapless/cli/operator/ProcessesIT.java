package io.gapless.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.examples.orders.OrderProcessor;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.Request;
import io.gapless.processes.engine.EngineConfig;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.processes.engine.ProcessEngine;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gapless processes` beside an engine that another process of the same data folder runs.
class ProcessesIT {

  @TempDir
  private static Path folder = Path.of("target");
  private static EmbeddedStack stack;
  private static ProcessEngine engine;

  @BeforeAll
  static void start() throws InterruptedException {
    var data = folder.resolve("gapless-data");
    stack = EmbeddedStack
        .start(EmbeddedConfig.of(data).with(Service.KAFKA, Service.REGISTRY));
    var topics = new ProcessTopics(Topics.DEFAULT_PREFIX, 4, (short) 1);
    var orders = new OrderProcessor(Duration.ofDays(1), InstantSource.system());
    engine = ProcessEngine.start(
        EngineConfig.withDefaults(topics, "test", folder.resolve("state")),
        List.of(Namespace.of("orders", orders), Namespace.of("empty", orders)),
        new RecordSerdes(URI.create(stack.url(Service.REGISTRY) + "/apis/registry/v3")),
        Map.of("bootstrap.servers", stack.url(Service.KAFKA)),
        new EngineMetrics(new SimpleMeterRegistry()));
    for (int number = 1; number <= 12; number++) {
      var _ = engine.processes().init(new ProcessId("orders", Integer.toString(number)),
          Request.of(number + " apples"));
    }
  }

  @AfterAll
  static void stop() {
    engine.close();
    stack.close();
  }

  @Test
  void listsIdsPageByPage() throws JsonProcessingException {
    var first = typed(0, "list", "orders", "--limit", "3");
    var rest = typed(0, "list", "orders", "--after", "9");
    var json = json(typed(0, "list", "orders", "--limit", "2", "--json"));

    assertThat(first.out()).isEqualTo("1\n2\n3\n");
    assertThat(first.err()).isEqualTo("there may be more: --after 3\n");
    assertThat(rest.out()).isEqualTo("10\n11\n12\n");
    assertThat(rest.err()).isEmpty();
    assertThat(json).hasToString("{\"ids\":[\"1\",\"2\"],\"next\":\"2\"}");
    assertThat(typed(0, "list", "empty").err()).isEqualTo("there are no processes in empty\n");
  }

  @Test
  void callsAProcessAndShowsWhatBecameOfIt() throws JsonProcessingException {
    assertThat(typed(0, "call", "orders", "1", "pay 20", "--key", "p1").out())
        .isEqualTo("thank you\n");
    assertThat(typed(0, "call", "orders", "1", "pay 20", "--key", "p1").out())
        .isEqualTo("thank you\n");

    var shown = typed(0, "get", "orders", "1").out().lines().toList();
    assertThat(shown.getFirst()).startsWith("orders 1  running since 20");
    assertThat(shown).contains("  metadata   state=paid");
    assertThat(shown.getLast()).endsWith("Z  event      2  paid 20");
    var newest = typed(0, "get", "orders", "1", "--backward", "--limit", "1");
    assertThat(newest.out()).contains("event      2").doesNotContain("event      1");
    assertThat(newest.err()).isEqualTo("there may be more: --offset 2 --backward\n");
    assertThat(json(typed(0, "get", "orders", "1", "--offset", "1", "--json")).path("history"))
        .singleElement().satisfies(event -> assertThat(event.path("payload").asText())
            .isEqualTo("paid 20"));

    var trace = typed(0, "trace", "orders", "1").out().lines().toList();
    assertThat(trace).hasSize(5).anyMatch(line -> line.endsWith("pay 20 → thank you"))
        .anyMatch(line -> line.matches(".* timeout  cancelled.*"));
    var tasks = json(typed(0, "trace", "orders", "1", "--json")).path("trace");
    assertThat(tasks).hasSize(3);
    assertThat(tasks.path(2).path("events").path(0).path("payload").asText()).isEqualTo("paid 20");
  }

  @Test
  void saysWhatIsRefusedAndWhy() {
    assertThat(typed(1, "call", "orders", "2", "ship").err())
        .isEqualTo("gapless: the order is awaiting, and not paid\n");
    assertThat(typed(1, "call", "orders", "3", "pay 0").err())
        .isEqualTo("gapless: the payment service refused the card\n");
    assertThat(typed(1, "call", "orders", "3", "ship").err()).contains("process is error");
    assertThat(typed(0, "get", "orders", "3").out()).contains("orders 3  error since",
        "  reason     the payment service refused the card");
    assertThat(typed(2, "get", "orders", "none").err())
        .contains("process not found", "gapless processes list orders").containsOnlyOnce("\n");
    assertThat(typed(2, "trace", "order", "1").err())
        .contains("namespace not found", "'order'").containsOnlyOnce("\n");
    var _ = typed(0, "call", "orders", "4", "pay 1", "--key", "p");
    assertThat(typed(2, "call", "orders", "4", "pay 2", "--key", "p").err())
        .contains("--key: idempotency key reused").containsOnlyOnce("\n");
  }

  @Test
  void saysThatNobodyAnswers() {
    assertThat(typed(3, "list", "orders", "--topic-prefix", "nobody.").err())
        .contains("there is no topic nobody.processes.commands", "gapless planner")
        .containsOnlyOnce("\n");
    try (var admin = Admin
        .create(Map.of("bootstrap.servers", stack.url(Service.KAFKA)))) {
      new ProcessTopics("left.", 4, (short) 1).create(admin, List.of());
    }
    assertThat(typed(3, "call", "orders", "1", "--topic-prefix", "left.", "--timeout", "500ms")
        .err()).contains("timeout, waited 500 ms", "gapless up", "--key").containsOnlyOnce("\n");
    assertThat(typed(3, "list", "orders", "--topic-prefix", "left.", "--timeout", "500ms").err())
        .contains("timeout: partition 0 does not answer").containsOnlyOnce("\n");
  }

  @Test
  void saysThatNothingRuns() {
    var elsewhere = folder.resolve("elsewhere");

    assertThat(typed(3, "get", "orders", "1", "--data", elsewhere.toString()).err())
        .contains("nothing runs on " + elsewhere, "gapless up").containsOnlyOnce("\n");
    assertThat(elsewhere).doesNotExist();
    assertThat(typed(3, "get", "orders", "1", "--kafka", "127.0.0.1:1").err())
        .contains("--kafka: 127.0.0.1:1 does not answer").containsOnlyOnce("\n");
  }

  private static Typed typed(int exitCode, String... arguments) {
    var command = new Typed(folder, Map.of());
    var all = new String[arguments.length + 1];
    all[0] = "processes";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertThat(command.run(all)).as(command.err()).isEqualTo(exitCode);
    return command;
  }

  private static JsonNode json(Typed command) throws JsonProcessingException {
    return new ObjectMapper().readTree(command.out());
  }
}
