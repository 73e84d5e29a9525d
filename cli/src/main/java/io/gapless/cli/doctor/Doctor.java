package io.gapless.cli.doctor;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.embedded.StackState;
import io.gapless.planner.monitor.MonitorConfig;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Looks at everything that commands need, and says of each whether it is there and what to do.
public final class Doctor {

  private final ConnectionOptions options;
  private final List<URI> nodes;
  private final Map<String, String> environment;

  /// @param nodes to ask, **secret**
  public Doctor(ConnectionOptions options, List<URI> nodes, Map<String, String> environment) {
    this.options = options;
    this.nodes = List.copyOf(nodes);
    this.environment = environment;
  }

  /// Hands over each finding as soon as it is known.
  public void examine(Consumer<Finding> told) throws InterruptedException {
    var machine = new MachineChecks(options, environment);
    told.accept(machine.java());
    told.accept(machine.memory());
    told.accept(machine.disk());
    machine.packages().forEach(told);
    var running = EmbeddedStack.running(options.data());
    if (running.isPresent()) {
      told.accept(Finding.good("stack of process " + running.get().pid() + " on "
          + options.data()));
    } else {
      machine.ports().forEach(told);
    }
    var tables = servers(running, told);
    nodes(told);
    if (tables.isPresent()) {
      pipeline(tables.get(), told);
    }
  }

  /// What goes wrong with a pipeline, in the order in which to look after it.
  private static void pipeline(String jdbcUrl, Consumer<Finding> told) {
    try (var server = ClickHouse.connect(jdbcUrl)) {
      var checks = new TableChecks(server);
      checks.workers(MonitorConfig.USUAL.stallAfter(), Instant.now())
          .forEach(condition -> told.accept(condition.finding()));
      checks.duplicates().forEach(condition -> told.accept(condition.finding()));
      checks.disks().forEach(condition -> told.accept(condition.finding()));
    } catch (ClickHouseUnavailableException e) {
      told.accept(Finding.weak("the tables cannot be looked at", String.valueOf(e.getMessage())));
    }
  }

  /// @return the tables' server, **secret**, where it answers
  private Optional<String> servers(Optional<StackState> running, Consumer<Finding> told)
      throws InterruptedException {
    var kafka = options.kafka().or(() -> running.flatMap(stack -> stack.url(Service.KAFKA)));
    if (kafka.isPresent()) {
      told.accept(ServerChecks.kafka(kafka.get(), options.kafkaProperties()));
    }
    var registry = options.registry().or(() -> running.flatMap(stack -> stack.url(Service.REGISTRY))
        .map(url -> URI.create(url + "/apis/registry/v3")));
    if (registry.isPresent()) {
      told.accept(ServerChecks.registry(registry.get()));
    }
    var clickHouse = options.clickHouse()
        .or(() -> running.flatMap(stack -> stack.url(Service.CLICKHOUSE)).map(this::jdbc));
    if (clickHouse.isPresent()) {
      var found = ServerChecks.clickHouse(clickHouse.get());
      told.accept(found);
      return found.good() ? clickHouse : Optional.empty();
    }
    return Optional.empty();
  }

  private String jdbc(String url) {
    return "jdbc:clickhouse:" + url + "/default" + options.embedded().clickHousePassword()
        .map(password -> "?password=" + URLEncoder.encode(password, StandardCharsets.UTF_8))
        .orElse("");
  }

  private void nodes(Consumer<Finding> told) throws InterruptedException {
    for (var family : ChainFamily.values()) {
      var chains = new TreeSet<String>();
      for (URI node : nodes) {
        if (ChainFamily.of(node) == family) {
          var endpoint = Endpoint.of(node.toString());
          var answer = switch (family) {
            case EVM -> new NodeCheck(endpoint).run();
            case XRPL -> new XrplServerCheck(endpoint).run();
          };
          answer.chain().ifPresent(chains::add);
          told.accept(answer.finding());
        }
      }
      if (chains.size() > 1) {
        told.accept(Finding.missing("the nodes are of different chains ("
            + String.join(", ", chains) + ")", "name nodes of one chain in " + family.option()));
      }
    }
  }
}
