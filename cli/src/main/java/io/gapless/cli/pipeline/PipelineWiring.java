package io.gapless.cli.pipeline;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.Console;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.services.Need;
import io.gapless.cli.services.Services;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.planner.DryRun;
import io.gapless.planner.PlannerConfig;
import io.gapless.planner.chain.ChainUnavailableException;
import io.gapless.planner.job.JobRefusedException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Puts the modules together: the only place that knows all of them.
public final class PipelineWiring implements Wiring {

  private static final Set<Need> ALL = EnumSet.allOf(Need.class);
  private static final Set<Need> TOPICS = EnumSet.of(Need.KAFKA, Need.REGISTRY);
  /// What nodes are taken to allow where nobody has asked them yet.
  private static final DryRun.Assumptions ASSUMPTIONS = new DryRun.Assumptions(2_000, 50);

  private final Services services;
  private final InstantSource clock;

  public PipelineWiring(Services services, InstantSource clock) {
    this.services = services;
    this.clock = clock;
  }

  @Override
  public Pipeline open(ConnectionOptions options, BackfillRequest request)
      throws InterruptedException {
    // asked before any server is started: wrong nodes are the commonest mistake
    var nodes = request.endpoints().isEmpty() ? null : EvmNodes.connect(request.endpoints());
    boolean ours = options.kafka().isEmpty() && EmbeddedStack.running(options.data()).isEmpty();
    var pipeline = new RunningPipeline(options, services.connect(options, ours ? ALL : TOPICS),
        clock);
    try {
      if (ours) {
        if (nodes == null) {
          throw CommandException.usage("--rpc", "without --kafka this process asks the nodes"
              + " itself: name at least one");
        }
        startAll(pipeline, WorkerIds.ofThisHost(), nodes, request.workers());
      } else if (nodes != null && request.workers() > 0) {
        pipeline.createTopics(List.of(nodes.chain()));
        pipeline.startFetchers(fetchers(WorkerIds.ofThisHost(), "joined", 0, request.workers()),
            nodes);
      }
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  @Override
  public int dryRun(ConnectionOptions options, BackfillRequest request, boolean json,
      Console console) throws InterruptedException {
    var nodes = EvmNodes.connect(request.endpoints());
    try {
      var plan = DryRun.of(request.specification(nodes.chain()), nodes.clock(),
          PlannerConfig.withDefaults(WorkerIds.ofThisHost().of("planner", 0), options.topics()),
          ASSUMPTIONS, clock.instant());
      new DryRunText(plan, request.verify()).print(console, json);
      return 0;
    } catch (JobRefusedException e) {
      throw CommandException.rejected(String.valueOf(e.getMessage()));
    } catch (ChainUnavailableException e) {
      throw CommandException.unreachable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public int up(ConnectionOptions options, RoleOptions fetchers, Console console)
      throws InterruptedException {
    var nodes = EvmNodes.connect(fetchers.endpoints());
    try (var pipeline = new RunningPipeline(options, services.connect(options, ALL), clock)) {
      startAll(pipeline, new WorkerIds(fetchers.host()), nodes, fetchers.workers());
      var connections = pipeline.connections();
      connections.kafka().ifPresent(address -> console.println("kafka       " + address));
      connections.registry().ifPresent(url -> console.println("registry    " + url));
      console.println("clickhouse  " + pipeline.tables().host());
      console.println("chain       " + nodes.chain() + ", " + fetchers.workers() + " fetchers");
      console.println("ready; Ctrl-C stops it");
      return awaitFailure(pipeline);
    }
  }

  @Override
  public int role(ConnectionOptions options, RoleOptions role, Console console)
      throws InterruptedException {
    if (options.kafka().isEmpty() && EmbeddedStack.running(options.data()).isEmpty()) {
      throw CommandException.usage("--kafka", "a role of its own works for a cluster: name its"
          + " servers with --kafka, --registry and --clickhouse, or run `gapless up`");
    }
    var ids = new WorkerIds(role.host());
    var nodes = role.endpoints().isEmpty() ? null : EvmNodes.connect(role.endpoints());
    boolean asksTables = role.role().equals("sink") || role.role().equals("gap-detector");
    try (var pipeline = new RunningPipeline(options,
        services.connect(options, asksTables ? ALL : TOPICS), clock)) {
      pipeline.createTopics(nodes == null ? List.of() : List.of(nodes.chain()));
      switch (role.role()) {
        case "planner" -> pipeline.startPlanner(ids.of("planner", role.slot()), asked(nodes));
        case "fetcher" -> pipeline.startFetchers(
            fetchers(ids, "fetcher", role.slot(), role.workers()), asked(nodes));
        case "sink" -> pipeline.startSink(ids.of("sink", role.slot()));
        case "gap-detector" -> pipeline.startGapDetector(ids.of("gap-detector", role.slot()));
        default -> throw new IllegalArgumentException("no role " + role.role());
      }
      console.println(ids.of(role.role(), role.slot()) + " runs; Ctrl-C stops it");
      return awaitFailure(pipeline);
    }
  }

  @Override
  public int demo(ConnectionOptions options, DemoOptions demo, boolean json, Console console)
      throws InterruptedException {
    return new EvmDemo(this, clock).run(options, demo, json, console);
  }

  private static void startAll(RunningPipeline pipeline, WorkerIds ids, EvmNodes nodes,
      int fetchers) {
    pipeline.createTopics(List.of(nodes.chain()));
    pipeline.startSink(ids.of("sink", 0));
    pipeline.startGapDetector(ids.of("gap-detector", 0));
    pipeline.startPlanner(ids.of("planner", 0), nodes);
    pipeline.startFetchers(fetchers(ids, "fetcher", 0, fetchers), nodes);
  }

  private static List<String> fetchers(WorkerIds ids, String role, int firstSlot, int count) {
    return IntStream.range(firstSlot, firstSlot + count).mapToObj(slot -> ids.of(role, slot))
        .toList();
  }

  private static EvmNodes asked(@Nullable EvmNodes nodes) {
    if (nodes == null) {
      throw CommandException.usage("--rpc", "this role asks nodes: name at least one");
    }
    return nodes;
  }

  private static int awaitFailure(RunningPipeline pipeline) throws InterruptedException {
    pipeline.awaitFailure();
    throw CommandException.failed(String.join("; ", pipeline.failures()));
  }
}
