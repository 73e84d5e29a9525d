package io.gapless.cli.options;

import io.gapless.cli.console.CommandException;
import io.gapless.gates.check.Gate;
import io.gapless.gates.check.GateFiles;
import io.gapless.planner.PlannerConfig;
import io.gapless.processes.ProcessTopics;
import io.gapless.schemas.clickhouse.ClickHouseAddress;
import io.gapless.schemas.topic.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which servers to use, and where data lies.
///
/// @param data data folder, absolute
/// @param kafka `host:port[,host:port…]` of a cluster; empty: the embedded one
/// @param registry the registry's own API, e.g. `http://host:8080/apis/registry/v3`; empty: the
///     embedded one
/// @param clickHouse JDBC URL of a server, **secret** since a password may stand in it; empty: the
///     embedded engine
/// @param embedded how the embedded servers are started
/// @param topics the topic catalogue, with its prefix
/// @param kafkaProperties passed through to every Kafka client, may hold secrets
public record ConnectionOptions(Path data, Optional<String> kafka, Optional<URI> registry,
    Optional<String> clickHouse, EmbeddedOptions embedded, Topics topics,
    Map<String, String> kafkaProperties) {

  /// Makes the folder absolute and copies the map.
  public ConnectionOptions {
    data = data.toAbsolutePath().normalize();
    kafkaProperties = Map.copyOf(kafkaProperties);
  }

  /// Folder of the log files.
  public Path logs() {
    return data.resolve("logs");
  }

  /// The gates that there are: those that come with Gapless, and a user's own in the folder `gates` of
  /// the data folder.
  ///
  /// @throws CommandException if a file there is no gate
  public List<Gate> gates() {
    try {
      return GateFiles.load(Optional.of(data.resolve("gates")).filter(Files::isDirectory));
    } catch (IllegalArgumentException e) {
      throw CommandException.rejected(data.resolve("gates") + ": " + e.getMessage());
    }
  }

  /// Topics of durable processes, beside those of the pipeline.
  public ProcessTopics processTopics() {
    return PlannerConfig.processTopics(topics);
  }

  /// Without secrets.
  @Override
  public String toString() {
    return "ConnectionOptions[data=" + data + ", kafka=" + kafka.orElse("embedded") + ", registry="
        + registry.map(URI::getAuthority).orElse("embedded") + ", clickHouse="
        + clickHouse.map(url -> ClickHouseAddress.parse(url).toString()).orElse("embedded")
        + ", prefix=" + topics.prefix() + "]";
  }
}
