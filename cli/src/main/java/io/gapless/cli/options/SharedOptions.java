package io.gapless.cli.options;

import io.gapless.schemas.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options that every command has; they may stand before the command's name or after it.
public final class SharedOptions {

  @Option(names = "--data", paramLabel = "DIR", defaultValue = "gapless-data", scope = ScopeType.INHERIT, description = "Folder of everything that lasts (default: ./${DEFAULT-VALUE}).")
  private Path data = Path.of("gapless-data");

  @Option(names = "--kafka", paramLabel = "HOST:PORT", scope = ScopeType.INHERIT, converter = Servers.Kafka.class, description = "A Kafka cluster; without it the embedded one is used.")
  private @Nullable String kafka;

  @Option(names = "--registry", paramLabel = "URL", scope = ScopeType.INHERIT, converter = Servers.Registry.class, description = "An Apicurio Registry; without it the embedded one is used.")
  private @Nullable URI registry;

  @Option(names = "--clickhouse", paramLabel = "JDBC_URL", scope = ScopeType.INHERIT, converter = Servers.ClickHouse.class, description = "A ClickHouse server (jdbc:clickhouse://host:8123/default?user=…&password=…); "
      + "without it the embedded engine is used.")
  private @Nullable String clickHouse;

  @Option(names = "--kafka-port", paramLabel = "N", scope = ScopeType.INHERIT, defaultValue = "0", converter = Servers.Port.class, description = "Port of the embedded Kafka (default: the one of last time, or any free one).")
  private int kafkaPort;

  @Option(names = "--registry-port", paramLabel = "N", scope = ScopeType.INHERIT, defaultValue = "0", converter = Servers.Port.class, description = "Port of the embedded registry.")
  private int registryPort;

  @Option(names = "--clickhouse-port", paramLabel = "N", scope = ScopeType.INHERIT, defaultValue = "0", converter = Servers.Port.class, description = "Port of the embedded ClickHouse engine.")
  private int clickHousePort;

  @Option(names = "--clickhouse-password", paramLabel = "TEXT", scope = ScopeType.INHERIT, description = "Password that the embedded ClickHouse engine asks for; better given as "
      + "GAPLESS_CLICKHOUSE_PASSWORD, since others see a process's arguments.")
  private @Nullable String clickHousePassword;

  @Option(names = "--topic-prefix", paramLabel = "TEXT", scope = ScopeType.INHERIT, defaultValue = Topics.DEFAULT_PREFIX, description = "Begins the name of every topic (default: ${DEFAULT-VALUE}).")
  private String topicPrefix = Topics.DEFAULT_PREFIX;

  /// Read before all others, see [Settings]; here for the usage text.
  @Option(names = "--config", paramLabel = "FILE", scope = ScopeType.INHERIT, description = "Options from a file, a line each (rpc=…, or GAPLESS_RPC=…); the environment "
      + "(GAPLESS_RPC) and flags win over it. A .env in the working folder is read too.")
  @SuppressWarnings("UnusedVariable")
  private @Nullable Path config;

  @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log messages and traces on the console too.")
  private boolean verbose;

  /// Whether log messages go to the console too.
  public boolean verbose() {
    return verbose;
  }

  /// Which servers to use.
  ///
  /// @param workingFolder what a relative data folder is relative to
  /// @param kafkaProperties see [Settings#kafkaProperties]
  public ConnectionOptions connections(Path workingFolder, Map<String, String> kafkaProperties) {
    return new ConnectionOptions(workingFolder.resolve(data), Optional.ofNullable(kafka),
        Optional.ofNullable(registry), Optional.ofNullable(clickHouse),
        new EmbeddedOptions(kafkaPort, registryPort, clickHousePort,
            Optional.ofNullable(clickHousePassword)),
        new Topics(topicPrefix, Map.of(), (short) -1), kafkaProperties);
  }
}
