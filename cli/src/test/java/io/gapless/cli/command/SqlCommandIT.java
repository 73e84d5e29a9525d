package io.gapless.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandIT {

  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final AtomicReference<String> authorization = new AtomicReference<>("");
  private HttpServer server;
  private int status = 200;
  private String answer = "1\n";

  @TempDir
  private Path folder = Path.of("target");

  SqlCommandIT() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext("/", exchange -> {
      asked.set(exchange.getRequestURI().getQuery() + " "
          + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      authorization.set(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      if (status == 403) {
        exchange.getResponseHeaders().add("X-ClickHouse-Exception-Code", "516");
      }
      exchange.sendResponseHeaders(status, 0);
      try (var body = exchange.getResponseBody()) {
        body.write(answer.getBytes(UTF_8));
      }
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void passesTheAnswerOn() {
    var command = sql("SELECT 1");

    assertThat(command.err()).isEmpty();
    assertThat(command.out()).isEqualTo("1\n");
    assertThat(asked.get()).isEqualTo("database=db&default_format=TabSeparated SELECT 1");
    assertThat(authorization.get()).startsWith("Basic ");
  }

  @Test
  void saysWhatClickHouseSaysInOneLine() {
    status = 400;
    answer = "Code: 62. DB::Exception: Syntax error\n(SYNTAX_ERROR) (version 26.5)\n";

    var command = new TypedCommand(folder);

    assertThat(command.run(arguments("SELEC 1"))).isEqualTo(1);
    assertThat(command.err())
        .isEqualTo("gapless: Code: 62. DB::Exception: Syntax error (SYNTAX_ERROR)\n");
  }

  @Test
  void explainsAWrongPasswordAndDoesNotShowIt() {
    status = 403;
    answer = "Code: 516. DB::Exception: wrong";

    var command = new TypedCommand(folder);

    assertThat(command.run(arguments("SELECT 1"))).isEqualTo(2);
    assertThat(command.err()).contains("refuses user `u`").doesNotContain("secretword");
  }

  @Test
  void failsWhereTheServerFailsMidway() {
    answer = "1\n2\nCode: 395. DB::Exception: stopped";

    var command = new TypedCommand(folder);

    assertThat(command.run(arguments("SELECT 1"))).isEqualTo(1);
    assertThat(command.err()).contains("not whole", "stopped");
  }

  @Test
  void saysThatNobodyAnswers() {
    stop();

    var command = new TypedCommand(folder);

    assertThat(command.run(arguments("SELECT 1"))).isEqualTo(3);
    assertThat(command.err()).contains("does not answer").containsOnlyOnce("\n")
        .doesNotContain("secretword");
  }

  private TypedCommand sql(String statement) {
    var command = new TypedCommand(folder);
    assertThat(command.run(arguments(statement))).as(command.err()).isZero();
    return command;
  }

  private String[] arguments(String statement) {
    return new String[]{"sql", "--clickhouse", "jdbc:clickhouse://127.0.0.1:"
        + server.getAddress().getPort() + "/db?user=u&password=secretword", statement};
  }
}
