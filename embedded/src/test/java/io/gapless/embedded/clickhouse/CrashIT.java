package io.gapless.embedded.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The front as a process of its own, killed and started again.
class CrashIT {
  @TempDir
  Path data;

  @Test
  void hasEveryAcknowledgedInsertAfterAKill() throws Exception {
    TestFront.uri(); // skipped where the engine cannot be had
    int acknowledged = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int round = 0; round < 3; round++) {
        Process front = start();
        try {
          URI uri = ready(front);
          post(client, uri,
              "CREATE TABLE IF NOT EXISTS t (a UInt64) ENGINE = MergeTree ORDER BY a");
          assertThat(post(client, uri, "SELECT count() FROM t").strip())
              .isEqualTo(Integer.toString(acknowledged));
          for (int i = 0; i < 20; i++) {
            post(client, uri, "INSERT INTO t VALUES (" + acknowledged + ")");
            acknowledged++;
          }
        } finally {
          front.destroyForcibly().waitFor();
        }
      }
      Process last = start();
      assertThat(post(client, ready(last), "SELECT count(), max(a) FROM t").strip())
          .isEqualTo(acknowledged + "\t" + (acknowledged - 1));
      last.getOutputStream().close();
      assertThat(last.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void leavesWhenItsStandardInputCloses() throws Exception {
    TestFront.uri();
    Process front = start();
    ready(front);

    front.getOutputStream().close();

    assertThat(front.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(front.exitValue()).isZero();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        ClickHouseMain.class.getName(), "--data", data.toString(), "--port", "0"))
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static URI ready(Process front) throws IOException {
    BufferedReader lines = front.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("ready ")) {
        return URI.create(line.substring("ready ".length()));
      }
    }
    throw new AssertionError("the front did not get ready");
  }

  private static String post(HttpClient client, URI uri, String sql) throws Exception {
    HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri)
        .POST(HttpRequest.BodyPublishers.ofString(sql)).build(),
        HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
