package io.gapless.embedded;

import io.gapless.embedded.kafka.KafkaBroker;
import io.gapless.embedded.packages.FetchListener;
import io.gapless.embedded.packages.PackageCache;
import io.gapless.embedded.packages.PackageException;
import io.gapless.embedded.process.ChildJvm;
import io.gapless.embedded.process.FolderLock;
import io.gapless.embedded.process.Ports;
import io.gapless.embedded.process.RunningService;
import io.gapless.embedded.process.ServiceException;
import io.gapless.embedded.process.ServiceProcess;
import io.gapless.embedded.registry.ApicurioRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kafka, Apicurio Registry and ClickHouse on 127.0.0.1, side by side on one data folder.
///
/// ```
/// <data>/kafka/ registry/ clickhouse/   what each stores
/// <data>/logs/<service>.log             what each child prints
/// <data>/stack.json                     where they answer, while they run
/// <data>/lock                           held while they run
/// ```
///
/// Kafka runs in this process unless told otherwise, the others as its children, which end with it
/// however it ends. Close the services' clients first, then the stack. What Kafka says in this
/// process goes to the loggers that [KafkaBroker#loggerNames()] names.
public final class EmbeddedStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStack.class);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PASSWORD_VARIABLE = "GAPLESS_EMBEDDED_CLICKHOUSE_PASSWORD";

  private final EmbeddedConfig config;
  private final FolderLock lock;
  private final Map<Service, RunningService> services;
  private boolean closed;

  private EmbeddedStack(EmbeddedConfig config, FolderLock lock,
      Map<Service, RunningService> services) {
    this.config = config;
    this.lock = lock;
    this.services = services;
  }

  /// Starts what the configuration names, and returns when all of it answers.
  ///
  /// @throws ServiceException where that fails, in one line that says what to do; nothing is left
  ///     running then
  public static EmbeddedStack start(EmbeddedConfig config) {
    return start(config, LOG::info);
  }

  /// The same.
  ///
  /// @param progress told in lines what is fetched on first use; from several threads
  public static EmbeddedStack start(EmbeddedConfig config, Consumer<String> progress) {
    DataFolder.prepare(config.data(), config.minFreeBytes());
    FolderLock lock = FolderLock.take(config.data(), Duration.ZERO);
    boolean free = false;
    try {
      // before any is started: the failure of one interrupts the others midway
      config.services().forEach(service -> Ports.requireFree(service.label(),
          config.port(service)));
      free = true;
    } finally {
      if (!free) {
        lock.close();
      }
    }
    var starting = new StartingServices(service -> startOne(config, service, progress));
    boolean started = false;
    try {
      Map<Service, RunningService> services = starting.startAll(config.services());
      StackState.ofThisProcess(urls(services)).write(config.data());
      started = true;
      return new EmbeddedStack(config, lock, services);
    } catch (PackageException e) {
      throw new ServiceException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new ServiceException("cannot write to " + config.data() + ": " + e.getMessage(), e);
    } finally {
      if (!started) {
        stop(starting.started(), lock);
      }
    }
  }

  /// The stack that runs on a data folder, in this process or another, if there is one.
  public static Optional<StackState> running(Path data) {
    try {
      return StackState.live(data);
    } catch (IOException e) {
      throw new ServiceException("cannot read the state of the stack in " + data + ": "
          + e.getMessage(), e);
    }
  }

  /// One of the services that were asked for.
  public RunningService service(Service service) {
    RunningService running = services.get(service);
    if (running == null) {
      throw new IllegalArgumentException("service was not asked for: " + service.label());
    }
    return running;
  }

  /// Where a service answers: Kafka as `host:port`, the others as a URL without a path.
  public String url(Service service) {
    return service(service).url();
  }

  /// The services that have died by themselves.
  public List<Service> dead() {
    return services.entrySet().stream().filter(entry -> !entry.getValue().alive())
        .map(Map.Entry::getKey).sorted().toList();
  }

  /// Stops all services, one after the other. Safe to call twice.
  ///
  /// @throws ServiceException where one would not stop; the others are stopped all the same
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      StackState.remove(config.data());
    } catch (IOException e) {
      LOG.warn("cannot remove the state of the stack, which ends: {}", e.getMessage());
    }
    stop(services, lock);
  }

  private static RunningService startOne(EmbeddedConfig config, Service service,
      Consumer<String> progress) {
    return switch (service) {
      case KAFKA -> config.kafkaInProcess()
          ? KafkaBroker.start(config.folder(service), config.port(service))
          : child(config, service, List.of(), Map.of(), progress);
      case REGISTRY -> ApicurioRegistry.start(
          PackageCache.ofUser(FetchListener.lines(progress)), config.folder(service),
          config.port(service), config.heap(service), config.log(service));
      case CLICKHOUSE -> config.clickHousePassword()
          .map(password -> child(config, service, List.of("--password-env", PASSWORD_VARIABLE),
              Map.of(PASSWORD_VARIABLE, password), progress))
          .orElseGet(() -> child(config, service, List.of(), Map.of(), progress));
    };
  }

  private static RunningService child(EmbeddedConfig config, Service service,
      List<String> moreArguments, Map<String, String> environment, Consumer<String> progress) {
    var arguments = new ArrayList<>(List.of(service.label(), "--data",
        config.folder(service).toString(), "--port",
        Integer.toString(config.port(service))));
    arguments.addAll(moreArguments);
    return ServiceProcess.start(service.label(),
        new ChildJvm(ChildJvm.ownClassPath(), ServiceMain.class.getName(), arguments,
            config.heap(service), List.of(), environment, List.of(), config.data(),
            config.log(service)),
        PATIENCE, progress);
  }

  private static Map<Service, String> urls(Map<Service, RunningService> services) {
    return services.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().url()));
  }

  private static void stop(Map<Service, RunningService> services, FolderLock lock) {
    ServiceException failure = new ServiceException("not everything stopped in order");
    try (lock) {
      new TreeMap<>(services).forEach((service, running) -> {
        try {
          running.close();
        } catch (RuntimeException e) {
          LOG.error("{} did not stop in order: {}", service.label(), e.getMessage());
          failure.addSuppressed(e);
        }
      });
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
