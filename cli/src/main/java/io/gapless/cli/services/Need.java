package io.gapless.cli.services;

/// A server that a command needs.
public enum Need {
  /// The broker.
  KAFKA,
  /// The schema registry.
  REGISTRY,
  /// The database.
  CLICKHOUSE
}
