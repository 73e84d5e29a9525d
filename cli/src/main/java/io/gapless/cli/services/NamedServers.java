package io.gapless.cli.services;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.sql.SqlQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// Asks the servers that a user named whether they are there, so that a wrong address or password is
/// known before anything else is begun.
final class NamedServers {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private NamedServers() {}

  /// Asks those that are named and needed.
  ///
  /// @throws CommandException if one does not answer, or refuses the user
  static void check(ConnectionOptions options, Set<Need> needs) throws InterruptedException {
    if (needs.contains(Need.CLICKHOUSE) && options.clickHouse().isPresent()) {
      new SqlQuery(options.clickHouse().get()).run("SELECT 1", "TabSeparated",
          OutputStream.nullOutputStream());
    }
    if (needs.contains(Need.REGISTRY) && options.registry().isPresent()) {
      registry(options.registry().get());
    }
    if (needs.contains(Need.KAFKA) && options.kafka().isPresent()) {
      kafka(options.kafka().get(), options.kafkaProperties());
    }
  }

  private static void kafka(String address, Map<String, String> properties)
      throws InterruptedException {
    var config = new HashMap<String, Object>(properties);
    config.put("bootstrap.servers", address);
    config.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    config.put("request.timeout.ms", (int) PATIENCE.toMillis());
    try (var admin = Admin.create(config)) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException | KafkaException e) {
      throw CommandException.unreachable("--kafka: " + address
          + " does not answer; is it running, and is the address right?", e);
    }
  }

  private static void registry(URI api) throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      int status = client.send(HttpRequest.newBuilder(URI.create(api + "/system/info"))
          .timeout(PATIENCE).build(), BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw CommandException.unreachable("--registry: " + api.getAuthority()
            + " answers with status " + status
            + "; is it the registry's own API (…/apis/registry/v3)?", null);
      }
    } catch (IOException e) {
      throw CommandException.unreachable("--registry: " + api.getAuthority()
          + " does not answer; is it running, and is the address right?", e);
    }
  }
}
