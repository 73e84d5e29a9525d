package io.gapless.embedded;

import static io.gapless.embedded.Service.CLICKHOUSE;
import static io.gapless.embedded.Service.KAFKA;
import static io.gapless.embedded.Service.REGISTRY;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapless.embedded.packages.Pinned;
import io.gapless.embedded.process.ServiceException;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackIT {

  @TempDir
  Path data;

  @Test
  void tellsOthersWhereItRunsUntilItStops() {
    var stack = EmbeddedStack.start(EmbeddedConfig.of(data).with(KAFKA, REGISTRY));
    ProcessHandle registry = child(stack, REGISTRY);
    try (stack) {
      StackState seen = EmbeddedStack.running(data).orElseThrow();

      assertThat(seen.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(seen.url(KAFKA)).contains(stack.url(KAFKA));
      assertThat(seen.url(REGISTRY)).contains(stack.url(REGISTRY));
      assertThat(seen.url(CLICKHOUSE)).isEmpty();
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> EmbeddedStack.start(EmbeddedConfig.of(data).with(KAFKA)))
          .withMessageStartingWith(
              data + " is in use by process " + ProcessHandle.current().pid());
    }

    assertThat(EmbeddedStack.running(data)).isEmpty();
    assertThat(registry.isAlive()).isFalse();
    assertThat(data.resolve("logs/registry.log")).isNotEmptyFile();
  }

  @Test
  void runsAllThreeWithAPasswordOnClickHouse() throws Exception {
    assumeTrue(
        Pinned.platform().equals("linux-x64"), "there is no ClickHouse engine for this platform");

    try (var stack =
        EmbeddedStack.start(EmbeddedConfig.of(data).withClickHousePassword("secret"))) {
      assertThat(stack.dead()).isEmpty();
      assertKafkaAnswers(stack.url(KAFKA));
      assertThat(select1(stack, "secret").body()).isEqualTo("1\n");
      assertThat(select1(stack, "wrong").statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(data.resolve("stack.json")).content().doesNotContain("secret");
    }
  }

  @Test
  void leavesNoChildAndNoLockBehindWhenItsProcessIsKilled() throws Exception {
    Process holder = holder(KAFKA, REGISTRY);
    Map<Service, String> urls = EmbeddedStack.running(data).orElseThrow().urls();
    List<ProcessHandle> children = holder.descendants().toList();
    assertThat(children).hasSize(2);

    holder.destroyForcibly().waitFor();

    assertThat(EmbeddedStack.running(data)).isEmpty();
    var config = EmbeddedConfig.of(data).with(KAFKA, REGISTRY).withKafkaAsChild();
    try (var stack = EmbeddedStack.start(config)) {
      assertThat(stack.url(KAFKA)).isEqualTo(urls.get(KAFKA));
      assertThat(stack.url(REGISTRY)).isEqualTo(urls.get(REGISTRY));
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertKafkaAnswers(stack.url(KAFKA));
    }
  }

  @Test
  void stopsWhatHasStartedWhenAnotherCannot() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var config = EmbeddedConfig.of(data).with(KAFKA, REGISTRY)
          .withPort(REGISTRY, taken.getLocalPort());

      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> EmbeddedStack.start(config))
          .withMessageContaining("port " + taken.getLocalPort() + " for registry is in use")
          .withMessageContaining("--registry-port");
    }

    assertThat(EmbeddedStack.running(data)).isEmpty();
    EmbeddedStack.start(EmbeddedConfig.of(data).with(KAFKA)).close();
  }

  @Test
  void namesTheServicesThatHaveDied() {
    try (var stack =
        EmbeddedStack.start(EmbeddedConfig.of(data).with(KAFKA).withKafkaAsChild())) {
      assertThat(stack.dead()).isEmpty();

      child(stack, KAFKA).destroyForcibly();

      await().atMost(Duration.ofSeconds(60)).until(() -> stack.dead().equals(List.of(KAFKA)));
    }
  }

  @Test
  void passesOnWhyAChildCouldNotStart() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var config = EmbeddedConfig.of(data).with(KAFKA).withKafkaAsChild()
          .withPort(KAFKA, taken.getLocalPort());

      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> EmbeddedStack.start(config))
          .withMessageStartingWith("port " + taken.getLocalPort() + " for kafka is in use");
    }
  }

  @Test
  void refusesADiskThatIsFull() {
    var config = new EmbeddedConfig(data, Set.of(KAFKA), Map.of(), Optional.empty(), Map.of(),
        true, Long.MAX_VALUE);

    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> EmbeddedStack.start(config))
        .withMessageStartingWith("no space left for " + data).withMessageContaining("--data");
  }

  @Test
  void refusesAFolderThatIsAFile() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "content");

    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> EmbeddedStack.start(EmbeddedConfig.of(file)))
        .withMessage("cannot write to " + file
            + " (it is a file): choose another folder with --data");
  }

  @Test
  void leavesWhenStandardInputCloses() throws Exception {
    Process service = java(ServiceMain.class, "kafka", "--data", data.toString());
    String ready = line(service);
    assertThat(ready).startsWith("ready 127.0.0.1:");
    assertKafkaAnswers(ready.substring("ready ".length()));

    service.getOutputStream().close();

    assertThat(service.waitFor(30, SECONDS)).isTrue();
    assertThat(service.exitValue()).isZero();
    assertThat(service.inputReader().lines()).isEmpty();
  }

  @Test
  void endsWithStatus2OnWrongArguments() throws Exception {
    Process service = java(ServiceMain.class, "zookeeper");

    assertThat(line(service)).isEqualTo(
        "failed unknown service zookeeper: kafka, registry or clickhouse");
    assertThat(service.waitFor(30, SECONDS)).isTrue();
    assertThat(service.exitValue()).isEqualTo(2);
  }

  private static HttpResponse<String> select1(EmbeddedStack stack, String password)
      throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(stack.url(CLICKHOUSE) + "/?query=SELECT%201"))
              .header("X-ClickHouse-User", "default").header("X-ClickHouse-Key", password)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void assertKafkaAnswers(String url) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", url))) {
      assertThat(admin.describeCluster().clusterId().toCompletionStage().toCompletableFuture())
          .succeedsWithin(Duration.ofSeconds(30));
    }
  }

  private static ProcessHandle child(EmbeddedStack stack, Service service) {
    return ProcessHandle.of(stack.service(service).pid().orElseThrow()).orElseThrow();
  }

  private Process holder(Service... services) throws Exception {
    var arguments = new ArrayList<>(List.of(data.toString()));
    Arrays.stream(services).map(Service::name).forEach(arguments::add);
    Process holder = java(StackHolder.class, arguments.toArray(String[]::new));
    assertThat(line(holder)).startsWith("children ");
    return holder;
  }

  private static Process java(Class<?> main, String... arguments) throws Exception {
    var line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
        System.getProperty("java.class.path"), main.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String line(Process process) throws Exception {
    BufferedReader output = process.inputReader();
    return String.valueOf(output.readLine());
  }
}
