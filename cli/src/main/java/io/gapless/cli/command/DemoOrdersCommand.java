package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.Servers;
import io.gapless.cli.services.Need;
import io.gapless.examples.orders.OrderProcessor;
import io.gapless.examples.orders.OrderStory;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessTopics;
import io.gapless.processes.engine.EngineConfig;
import io.gapless.processes.engine.EngineMetrics;
import io.gapless.processes.engine.ProcessEngine;
import io.gapless.processes.http.ProcessServer;
import io.gapless.processes.http.ServerConfig;
import io.gapless.schemas.serde.RecordSerdes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless demo orders`.
@Command(name = "orders", sortOptions = false, description = {
    "Shows durable processes: three orders that wait for their payments, on the embedded broker."})
final class DemoOrdersCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int PARTITIONS = 4;

  private final Context context;

  @Option(names = "--serve", paramLabel = "PORT", converter = Servers.Port.class, description = "Goes on serving the orders over HTTP on 127.0.0.1 until it is stopped.")
  private @Nullable Integer serve;

  DemoOrdersCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    context.log(connections);
    var console = context.console();
    var prefix = connections.topics().prefix() + "orders.";
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var orders = Namespace.of(OrderStory.NAMESPACE, new OrderProcessor(PATIENCE, context.clock()))
        .withTopics(prefix + "events", prefix + "lifecycles");
    try (
        var servers =
            context.services().connect(connections, Set.of(Need.KAFKA, Need.REGISTRY));
        var engine = ProcessEngine.start(
            EngineConfig.withDefaults(
                new ProcessTopics(prefix, PARTITIONS, connections.topics().replication()),
                "orders", connections.data().resolve("orders")),
            List.of(orders), new RecordSerdes(servers.registry().orElseThrow()),
            servers.kafkaClient(connections.kafkaProperties()), new EngineMetrics(registry))) {
      new OrderStory(engine.processes(), "order-" + context.clock().instant() + "-",
          console::println).tell();
      if (serve != null) {
        serve(serve, engine, registry);
      }
      return 0;
    }
  }

  private void serve(int port, ProcessEngine engine, PrometheusMeterRegistry registry)
      throws InterruptedException {
    try (var server = ProcessServer.start(ServerConfig.loopback(port), engine.processes(),
        List.of(OrderStory.NAMESPACE), registry::scrape)) {
      context.console().println("");
      context.console().println("serves http://127.0.0.1:" + server.address().getPort()
          + "/openapi.json until it is stopped");
      new CountDownLatch(1).await();
    } catch (UncheckedIOException e) {
      throw CommandException.unreachable("--serve: " + e.getMessage()
          + "; choose another, or 0 for any free one", e);
    }
  }
}
