package io.gapless.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gapless.embedded.packages.FetchListener;
import io.gapless.embedded.packages.PackageCache;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApicurioRegistryIT {

  private static final int KILLS = 3;
  @TempDir
  Path folder;

  @Test
  void losesNothingThatWasRegisteredRightBeforeASigkill() throws Exception {
    String url = null;
    for (int kill = 0; kill < KILLS; kill++) {
      try (var registry = start()) {
        for (int known = 0; known < kill; known++) {
          assertThat(get(registry.confluentUrl() + "/subjects/topic-" + known
              + "-value/versions/latest")).contains("\"version\":1", "Record" + known);
        }
        assertThat(register(registry, kill)).contains("\"id\":");
        ProcessHandle process = ProcessHandle.of(registry.pid().orElseThrow()).orElseThrow();
        process.destroyForcibly();
        await().atMost(Duration.ofSeconds(60)).until(() -> !registry.alive());
        assertThat(url == null ? registry.url() : url).isEqualTo(registry.url());
        url = registry.url();
      }
    }
  }

  @Test
  void answersBothApisAndIgnoresCtrlC() throws Exception {
    try (var registry = start()) {
      register(registry, 1);

      new ProcessBuilder("kill", "-INT", Long.toString(registry.pid().orElseThrow())).start()
          .waitFor();

      assertThat(get(registry.confluentUrl() + "/subjects")).isEqualTo("[\"topic-1-value\"]");
      assertThat(get(registry.apiUrl() + "/system/info")).contains("3.3.3");
      assertThat(registry.alive()).isTrue();
    }
  }

  private ApicurioRegistry start() {
    return ApicurioRegistry.start(PackageCache.ofUser(FetchListener.SILENT),
        folder.resolve("registry"), 0, 128, folder.resolve("logs/registry.log"));
  }

  private static String register(ApicurioRegistry registry, int number) throws Exception {
    String schema = "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Record" + number
        + "\\\",\\\"fields\\\":[]}";
    return send(HttpRequest.newBuilder(URI.create(
        registry.confluentUrl() + "/subjects/topic-" + number + "-value/versions"))
        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + schema + "\"}")).build());
  }

  private static String get(String url) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private static String send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }
}
