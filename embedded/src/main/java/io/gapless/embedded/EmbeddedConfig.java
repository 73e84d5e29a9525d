package io.gapless.embedded;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What to start, and where.
///
/// @param data folder of the stack, made when needed
/// @param services those to start, at least one
/// @param ports of the services; 0 or none takes the one of last time, or any free one
/// @param clickHousePassword what clients of ClickHouse must give, where one is wanted
/// @param heapMegabytes upper bounds of the Java heaps of child processes
/// @param kafkaInProcess whether Kafka runs in this process or as a child
/// @param minFreeBytes how much space the disk of the data folder must have
public record EmbeddedConfig(Path data, Set<Service> services, Map<Service, Integer> ports,
    Optional<String> clickHousePassword, Map<Service, Integer> heapMegabytes,
    boolean kafkaInProcess, long minFreeBytes) {

  private static final Map<Service, Integer> HEAPS =
      Map.of(Service.REGISTRY, 128, Service.KAFKA, 512, Service.CLICKHOUSE, 192);
  private static final long MIN_FREE_BYTES = 512L << 20;

  /// Refuses an empty set of services; fills heaps that are not named.
  public EmbeddedConfig {
    data = data.toAbsolutePath().normalize();
    if (services.isEmpty()) {
      throw new IllegalArgumentException("services is empty");
    }
    services = Set.copyOf(services);
    ports = Map.copyOf(ports);
    var heaps = new EnumMap<>(HEAPS);
    heaps.putAll(heapMegabytes);
    heapMegabytes = Map.copyOf(heaps);
  }

  /// The whole stack with its defaults: free ports, no password, Kafka in this process.
  public static EmbeddedConfig of(Path data) {
    return new EmbeddedConfig(data, EnumSet.allOf(Service.class), Map.of(), Optional.empty(),
        Map.of(), true, MIN_FREE_BYTES);
  }

  /// The same with these services alone.
  public EmbeddedConfig with(Service first, Service... others) {
    return new EmbeddedConfig(data, EnumSet.of(first, others), ports, clickHousePassword,
        heapMegabytes, kafkaInProcess, minFreeBytes);
  }

  /// The same with a port for a service.
  public EmbeddedConfig withPort(Service service, int port) {
    var changed = new EnumMap<Service, Integer>(Service.class);
    changed.putAll(ports);
    changed.put(service, port);
    return new EmbeddedConfig(data, services, changed, clickHousePassword, heapMegabytes,
        kafkaInProcess, minFreeBytes);
  }

  /// The same with a password for ClickHouse.
  public EmbeddedConfig withClickHousePassword(String password) {
    return new EmbeddedConfig(data, services, ports, Optional.of(password), heapMegabytes,
        kafkaInProcess, minFreeBytes);
  }

  /// The same with Kafka as a child process.
  public EmbeddedConfig withKafkaAsChild() {
    return new EmbeddedConfig(data, services, ports, clickHousePassword, heapMegabytes, false,
        minFreeBytes);
  }

  int port(Service service) {
    return ports.getOrDefault(service, 0);
  }

  int heap(Service service) {
    return heapMegabytes.getOrDefault(service, 0);
  }

  Path folder(Service service) {
    return data.resolve(service.label());
  }

  Path log(Service service) {
    return data.resolve("logs").resolve(service.label() + ".log");
  }

  /// Without the password.
  @Override
  public String toString() {
    return "EmbeddedConfig[data=" + data + ", services=" + services + ", ports=" + ports
        + ", clickHousePassword=" + (clickHousePassword.isPresent() ? "set" : "none")
        + ", heapMegabytes=" + heapMegabytes + ", kafkaInProcess=" + kafkaInProcess + "]";
  }
}
