package io.gapless.cli.doctor;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.sql.SqlQuery;
import io.gapless.schemas.clickhouse.ClickHouseAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/// Asks servers whether they are there.
final class ServerChecks {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ServerChecks() {}

  static Finding kafka(String address, Map<String, String> properties)
      throws InterruptedException {
    var config = new HashMap<String, Object>(properties);
    config.put("bootstrap.servers", address);
    config.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    config.put("request.timeout.ms", (int) PATIENCE.toMillis());
    try (var admin = Admin.create(config)) {
      int nodes = admin.describeCluster(
          new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis())).nodes().get().size();
      return Finding.good("Kafka at " + address + ", " + nodes + (nodes == 1 ? " node" : " nodes"));
    } catch (ExecutionException | KafkaException e) {
      return Finding.missing("Kafka at " + address + " does not answer",
          "start it, or correct --kafka");
    }
  }

  static Finding registry(URI api) throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      int status = client.send(HttpRequest.newBuilder(URI.create(api + "/system/info"))
          .timeout(PATIENCE).build(), BodyHandlers.discarding()).statusCode();
      var text = "schema registry at " + api.getAuthority();
      return status == 200
          ? Finding.good(text)
          : Finding.missing(text + " answers with status " + status,
              "is --registry Apicurio's own API (…/apis/registry/v3)?");
    } catch (IOException e) {
      return Finding.missing("schema registry at " + api.getAuthority() + " does not answer",
          "start it, or correct --registry");
    }
  }

  static Finding clickHouse(String jdbcUrl) throws InterruptedException {
    var address = ClickHouseAddress.parse(jdbcUrl);
    try {
      var answer = new ByteArrayOutputStream();
      new SqlQuery(jdbcUrl).run("SELECT version()", "TabSeparated", answer);
      return Finding.good("ClickHouse " + answer.toString(StandardCharsets.UTF_8).strip() + " at "
          + address);
    } catch (CommandException e) {
      return Finding.missing("ClickHouse at " + address, String.valueOf(e.getMessage()));
    }
  }
}
