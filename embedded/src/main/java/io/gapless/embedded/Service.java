package io.gapless.embedded;

import java.util.Locale;

/// The services of the embedded stack, in the order in which they are stopped.
public enum Service {
  /// Apicurio Registry.
  REGISTRY,
  /// A Kafka cluster of one node.
  KAFKA,
  /// The ClickHouse engine.
  CLICKHOUSE;

  /// How it is called in commands, folders and files: its name in lower case.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
