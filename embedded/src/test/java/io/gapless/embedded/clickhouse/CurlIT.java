package io.gapless.embedded.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `curl` against the front, as a person uses it.
class CurlIT {
  private static final String ENDLESS =
      "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(cityHash64(number))";

  @BeforeAll
  static void needsCurl() {
    boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    Assumptions.assumeTrue(there, "curl is not installed");
  }

  @Test
  void takesAQueryFromTheUrlTheBodyAndBoth() throws IOException {
    assertThat(curl("", "/ping", "--user", "x:y")).isEqualTo("Ok.\n");
    assertThat(curl("", "/?query=SELECT+1")).isEqualTo("1\n");
    assertThat(curl("SELECT 2", "/", "--data-binary", "@-")).isEqualTo("2\n");
    assertThat(curl("3", "/?query=SELECT", "--data-binary", "@-")).isEqualTo("3\n");
    assertThat(curl("SELECT 4 AS a", "/?default_format=JSONEachRow", "--data-binary", "@-"))
        .isEqualTo("{\"a\":4}\n");
    assertThat(curl("SELECT 5", "/", "-H", "X-ClickHouse-Format: CSVWithNames", "--data-binary",
        "@-")).isEqualTo("\"5\"\n5\n");
    assertThat(curl("SELECT {s:String}", "/?param_s=it's", "--data-binary", "@-"))
        .isEqualTo("it\\'s\n");
    assertThat(curl("SELECT currentDatabase(), getSetting('max_threads')",
        "/?database=system&max_threads=3", "--data-binary", "@-")).isEqualTo("system\t3\n");
  }

  @Test
  void insertsDataThatIsCompressedOrLarge() throws IOException {
    post("CREATE OR REPLACE TABLE curl_rows (a UInt64) ENGINE = MergeTree ORDER BY a");
    String rows = "7\n".repeat(2_000_000);

    curl(rows, "/?query=INSERT+INTO+curl_rows+FORMAT+TSV", "--data-binary", "@-");
    curl("INSERT INTO curl_rows VALUES (1), (2);", "/", "--data-binary", "@-");
    curl("INSERT INTO curl_rows FORMAT CSV\n3\n4\n", "/", "--data-binary", "@-", "-H",
        "Transfer-Encoding: chunked");

    assertThat(post("SELECT count(), sum(a) FROM curl_rows")).isEqualTo("2000004\t14000010\n");
  }

  @Test
  void saysWhatIsWrongWithCodeAndStatus() throws IOException {
    assertThat(curl("SELECT * FROM no_such_table", "/", "--data-binary", "@-", "-i"))
        .contains("HTTP/1.1 404 ", "X-ClickHouse-Exception-Code: 60", "Code: 60. DB::Exception: ",
            "(UNKNOWN_TABLE) (version ");
    assertThat(curl("SELEC", "/", "--data-binary", "@-", "-i")).contains("HTTP/1.1 400 ");
    assertThat(curl("SELECT 1", "/?no_such_setting=1", "--data-binary", "@-", "-i"))
        .contains("HTTP/1.1 404 ", "Code: 115.");
    assertThat(curl("", "/?query=DROP+TABLE+t", "-i")).contains("Code: 164.");
    assertThat(curl("SELECT 1", "/", "--data-binary", "@-", "-i", "--user", "default:wrong"))
        .contains("HTTP/1.1 403 ", "Code: 516.").doesNotContain("wrong");
  }

  @Test
  void cutsAResultThatFailsHalfWay() throws IOException, InterruptedException {
    Process curl = start("SELECT number, throwIf(number = 5000000) FROM numbers(10000000)", "/",
        "--data-binary", "@-");

    String text = new String(curl.getInputStream().readAllBytes(), UTF_8);

    assertThat(curl.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(curl.exitValue()).as("curl's status for a body that was cut").isEqualTo(18);
    assertThat(text).startsWith("0\t0\n1\t0\n").contains("Code: 395. DB::Exception: ");
    assertThat(curl("SELECT number, throwIf(number = 500000) FROM numbers(1000000)",
        "/?wait_end_of_query=1", "--data-binary", "@-", "-i")).contains("HTTP/1.1 500 ");
  }

  @Test
  void streamsAHundredMillionRows() throws IOException {
    Process curl = start("SELECT number FROM numbers(100000000) FORMAT RowBinary", "/",
        "--data-binary", "@-");

    assertThat(curl.getInputStream().transferTo(OutputStream.nullOutputStream()))
        .isEqualTo(800_000_000);
  }

  @Test
  void keepsASession() throws IOException {
    curl("CREATE TEMPORARY TABLE kept (a UInt8)", "/?session_id=s", "--data-binary", "@-");
    curl("INSERT INTO kept VALUES (9)", "/?session_id=s&max_threads=3", "--data-binary", "@-");

    assertThat(curl("SELECT a FROM kept", "/?session_id=s", "--data-binary", "@-"))
        .isEqualTo("9\n");
    assertThat(post("SELECT a FROM kept")).contains("Code: 60.");
    assertThat(curl("SELECT 1", "/?session_id=other&session_check=1", "--data-binary", "@-"))
        .contains("Code: 372.");
  }

  @Test
  void endsAQueryThatIsKilled() throws IOException {
    Process endless = start(ENDLESS, "/?query_id=to-kill", "--data-binary", "@-");
    await().atMost(Duration.ofSeconds(60)).until(() -> isRunning("to-kill"));

    String killed = post("KILL QUERY WHERE query_id = 'to-kill' SYNC");

    assertThat(killed).startsWith("finished\tto-kill\tdefault\t");
    assertThat(new String(endless.getInputStream().readAllBytes(), UTF_8))
        .contains("Code: 394.", "QUERY_WAS_CANCELLED");
  }

  @Test
  void endsAQueryWhoseClientLeft() throws IOException {
    Process endless = start(ENDLESS, "/?query_id=to-leave", "--data-binary", "@-");
    await().atMost(Duration.ofSeconds(60)).until(() -> isRunning("to-leave"));

    endless.destroyForcibly();

    await().atMost(Duration.ofSeconds(60)).until(() -> !isRunning("to-leave"));
  }

  @Test
  void dropsWithSyncAndGivesTheNameFree() throws IOException {
    post("CREATE OR REPLACE TABLE dropped (a UInt64) ENGINE = MergeTree ORDER BY a");

    assertThat(post("DROP TABLE dropped SYNC")).isEmpty();
    assertThat(post("CREATE TABLE dropped (b String) ENGINE = MergeTree ORDER BY b")).isEmpty();
  }

  private static boolean isRunning(String id) throws IOException {
    return !post("SELECT 1 FROM system.processes WHERE Settings['log_comment'] = '" + id + "'")
        .isEmpty();
  }

  private static String post(String sql) throws IOException {
    return curl(sql, "/", "--data-binary", "@-");
  }

  private static String curl(String input, String path, String... options) throws IOException {
    return new String(start(input, path, options).getInputStream().readAllBytes(), UTF_8);
  }

  private static Process start(String input, String path, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "120", "--user",
        "default:" + TestFront.PASSWORD));
    command.addAll(List.of(options));
    command.add(TestFront.uri() + path);
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(UTF_8));
    }
    return process;
  }
}
