package io.gapless.cli.services;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.options.EmbeddedOptions;
import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.embedded.StackState;
import io.gapless.embedded.process.ServiceException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Servers that are named, else those of the embedded stack.
public final class EmbeddedServices implements Services {

  private static final String REGISTRY_API = "/apis/registry/v3";

  private final Consumer<String> progress;

  /// @param progress told in lines what is fetched on first use
  public EmbeddedServices(Consumer<String> progress) {
    this.progress = progress;
  }

  @Override
  public Connections connect(ConnectionOptions options, Set<Need> needs)
      throws InterruptedException {
    NamedServers.check(options, needs);
    var missing = EnumSet.noneOf(Service.class);
    needs.stream().filter(need -> !named(options, need))
        .forEach(need -> missing.add(Service.valueOf(need.name())));
    if (missing.isEmpty()) {
      return found(options, needs, service -> Optional.empty(), () -> {}, () -> {});
    }
    var running = EmbeddedStack.running(options.data());
    if (running.isPresent()) {
      StackState stack = running.get();
      missing.removeIf(service -> stack.url(service).isPresent());
      if (!missing.isEmpty()) {
        throw CommandException.unreachable("process " + stack.pid() + " keeps " + options.data()
            + " and runs no " + missing.iterator().next().label()
            + " there: wait for its end, or choose another folder with --data", null);
      }
      return found(options, needs, stack::url, () -> requireSame(options, stack), () -> {});
    }
    var started = start(config(options, missing));
    return found(options, needs, service -> missing.contains(service)
        ? Optional.of(started.url(service))
        : Optional.empty(), () -> requireAlive(options, started), started::close);
  }

  private EmbeddedStack start(EmbeddedConfig config) throws InterruptedException {
    try {
      return EmbeddedStack.start(config, progress);
    } catch (ServiceException e) {
      if (Thread.interrupted()) {
        var interrupted = new InterruptedException("while starting");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    }
  }

  private static void requireSame(ConnectionOptions options, StackState stack) {
    if (EmbeddedStack.running(options.data()).filter(now -> now.pid() == stack.pid()).isEmpty()) {
      throw CommandException.unreachable("process " + stack.pid() + ", which ran the servers of "
          + options.data() + ", has ended; the same command goes on from here", null);
    }
  }

  private static void requireAlive(ConnectionOptions options, EmbeddedStack started) {
    started.dead().stream().findFirst().ifPresent(service -> {
      throw CommandException.unreachable("the embedded " + service.label()
          + " has ended by itself: see " + options.logs().resolve(service.label() + ".log")
          + "; the same command goes on from here", null);
    });
  }

  private static boolean named(ConnectionOptions options, Need need) {
    return switch (need) {
      case KAFKA -> options.kafka().isPresent();
      case REGISTRY -> options.registry().isPresent();
      case CLICKHOUSE -> options.clickHouse().isPresent();
    };
  }

  private static EmbeddedConfig config(ConnectionOptions options, EnumSet<Service> services) {
    var embedded = options.embedded();
    var first = services.iterator().next();
    var config = EmbeddedConfig.of(options.data())
        .with(first, services.stream().skip(1).toArray(Service[]::new))
        .withPort(Service.KAFKA, embedded.kafkaPort())
        .withPort(Service.REGISTRY, embedded.registryPort())
        .withPort(Service.CLICKHOUSE, embedded.clickHousePort());
    return embedded.clickHousePassword().map(config::withClickHousePassword).orElse(config);
  }

  private static Connections found(ConnectionOptions options, Set<Need> needs,
      Function<Service, Optional<String>> embedded, Runnable check, Runnable stop) {
    return new Found(
        needs.contains(Need.KAFKA)
            ? options.kafka().or(() -> embedded.apply(Service.KAFKA))
            : Optional.empty(),
        needs.contains(Need.REGISTRY)
            ? options.registry().or(() -> embedded.apply(Service.REGISTRY)
                .map(url -> URI.create(url + REGISTRY_API)))
            : Optional.empty(),
        needs.contains(Need.CLICKHOUSE)
            ? options.clickHouse().or(() -> embedded.apply(Service.CLICKHOUSE)
                .map(url -> jdbc(url, options.embedded())))
            : Optional.empty(),
        check, stop);
  }

  private static String jdbc(String url, EmbeddedOptions embedded) {
    return "jdbc:clickhouse:" + url + "/default" + embedded.clickHousePassword()
        .map(password -> "?user=default&password="
            + URLEncoder.encode(password, StandardCharsets.UTF_8))
        .orElse("");
  }

  private record Found(Optional<String> kafka, Optional<URI> registry, Optional<String> clickHouse,
      Runnable check, Runnable stop) implements Connections {
    @Override
    public void checkAlive() {
      check.run();
    }

    @Override
    public void close() {
      stop.run();
    }

    /// Without the password.
    @Override
    public String toString() {
      return "Connections[kafka=" + kafka + ", registry=" + registry + "]";
    }
  }
}
