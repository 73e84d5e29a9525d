package io.gapless.cli.services;

import io.gapless.cli.console.CommandException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Servers that answer; closing stops those that were started for it.
public interface Connections extends AutoCloseable {

  /// `host:port` of the broker, if it was asked for.
  Optional<String> kafka();

  /// The registry's own API, if it was asked for.
  Optional<URI> registry();

  /// JDBC URL of ClickHouse, **secret**, if it was asked for.
  Optional<String> clickHouse();

  /// What every Kafka client needs.
  ///
  /// @param passedThrough further properties
  default Map<String, Object> kafkaClient(Map<String, String> passedThrough) {
    var properties = new HashMap<String, Object>(passedThrough);
    properties.put("bootstrap.servers", kafka().orElseThrow(
        () -> CommandException.unreachable("no Kafka is known; name one with --kafka", null)));
    return properties;
  }

  /// Looks whether the embedded servers among them still run.
  ///
  /// @throws CommandException if one has ended
  default void checkAlive() {}

  @Override
  void close();
}
