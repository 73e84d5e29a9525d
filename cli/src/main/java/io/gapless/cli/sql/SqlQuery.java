package io.gapless.cli.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.ExitCode;
import io.gapless.schemas.clickhouse.ClickHouseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Asks ClickHouse over its HTTP interface and passes the answer on as it comes, byte for byte.
public final class SqlQuery {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int NOT_ALLOWED = 516;
  private static final int BUFFER = 1 << 16;

  private final ClickHouseAddress address;

  /// Asks the server of a JDBC URL.
  public SqlQuery(String jdbcUrl) {
    this.address = ClickHouseAddress.parse(jdbcUrl);
  }

  /// Runs a statement.
  ///
  /// @param format of the answer where the statement has no `FORMAT`
  /// @throws CommandException if the server refuses it or is not there; in one line
  public void run(String statement, String format, OutputStream out) throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build()) {
      var response = client.send(request(statement, format), BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        if (response.statusCode() != 200) {
          throw refusal(response.statusCode(), code(response),
              new String(body.readNBytes(BUFFER), UTF_8));
        }
        var tail = copy(body, out);
        var error = ServerError.atEndOf(tail);
        if (error.isPresent()) {
          throw CommandException.failed("the answer is not whole: " + error.get());
        }
      }
    } catch (IOException e) {
      throw CommandException.unreachable("ClickHouse at " + address + " does not answer"
          + (e.getMessage() == null ? "" : ": " + e.getMessage())
          + "; is it running, and is --clickhouse right?", e);
    }
  }

  private HttpRequest request(String statement, String format) {
    Map<String, String> parameters = new LinkedHashMap<>(address.parameters());
    parameters.put("database", address.database());
    parameters.put("default_format", format);
    var query = parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    var request = HttpRequest.newBuilder(URI.create(address.http() + "/?" + query))
        .POST(BodyPublishers.ofString(statement));
    if (!address.password().isEmpty() || !address.user().equals("default")) {
      var credentials = address.user() + ":" + address.password();
      request.header("Authorization",
          "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    }
    return request.build();
  }

  private CommandException refusal(int status, int code, String body) {
    if (code == NOT_ALLOWED || status == 401 || status == 403) {
      return CommandException.usage("--clickhouse", address + " refuses user `" + address.user()
          + "`: give the right ?user=…&password=… (or --clickhouse-password for the embedded one)");
    }
    return CommandException.failed(ServerError.oneLine(body));
  }

  private static int code(HttpResponse<?> response) {
    return response.headers().firstValue("X-ClickHouse-Exception-Code")
        .filter(code -> code.matches("[0-9]{1,5}")).map(Integer::parseInt).orElse(ExitCode.OK);
  }

  /// Copies all, and returns the last bytes as text: there a server says that it failed midway.
  private static String copy(InputStream body, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    var tail = "";
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      out.write(buffer, 0, read);
      tail = ServerError.longestTail(tail, buffer, read);
    }
    out.flush();
    return tail;
  }
}
