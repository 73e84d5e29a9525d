package io.gapless.cli.crash;

import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Kafka, registry and ClickHouse engine, each a process that can be killed and started again on
/// what it has stored, at the same address.
final class Servers implements AutoCloseable {

  private final Path folder;
  private final Map<Service, EmbeddedStack> running = new EnumMap<>(Service.class);

  private Servers(Path folder) {
    this.folder = folder;
  }

  /// Starts all three on a new folder.
  static Servers start() {
    try {
      var servers = new Servers(Files.createTempDirectory("gapless-crash"));
      boolean started = false;
      try {
        for (Service service : Service.values()) {
          servers.start(service);
        }
        started = true;
        return servers;
      } finally {
        if (!started) {
          servers.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A new folder beside theirs.
  Path newFolder(String name) {
    try {
      return Files.createTempDirectory(folder, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The options that name them.
  List<String> options() {
    return List.of("--kafka", kafka(), "--registry", registry().toString(), "--clickhouse",
        clickHouse());
  }

  /// The registry's own API.
  URI registry() {
    return URI.create(url(Service.REGISTRY) + "/apis/registry/v3");
  }

  /// `host:port` of the broker.
  String kafka() {
    return url(Service.KAFKA);
  }

  /// JDBC URL of the database.
  String clickHouse() {
    return "jdbc:clickhouse:" + url(Service.CLICKHOUSE) + "/default";
  }

  /// Kills a server with SIGKILL, and returns when it answers again.
  void killAndStart(Service service) {
    var stack = stack(service);
    long pid = stack.service(service).pid().orElseThrow();
    ProcessHandle.of(pid).ifPresent(process -> {
      process.destroyForcibly();
      process.onExit().join();
    });
    stack.close();
    start(service);
  }

  @Override
  public void close() {
    for (Service service : List.of(Service.KAFKA, Service.REGISTRY, Service.CLICKHOUSE)) {
      var stack = running.remove(service);
      if (stack != null) {
        stack.close();
      }
    }
    if (!Boolean.getBoolean("gapless.crash.keep")) {
      delete();
    }
  }

  private void start(Service service) {
    running.put(service, EmbeddedStack.start(EmbeddedConfig.of(folder.resolve(service.label()))
        .with(service).withKafkaAsChild()));
  }

  private String url(Service service) {
    return stack(service).url(service);
  }

  private EmbeddedStack stack(Service service) {
    var stack = running.get(service);
    if (stack == null) {
      throw new IllegalStateException(service.label() + " does not run");
    }
    return stack;
  }

  private void delete() {
    try (var paths = Files.walk(folder)) {
      for (Path path : new ArrayList<>(paths.sorted(Comparator.reverseOrder()).toList())) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
