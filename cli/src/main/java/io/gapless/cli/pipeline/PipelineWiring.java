package io.gapless.cli.pipeline;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.Console;
import io.gapless.cli.demo.Demo;
import io.gapless.cli.demo.DemoOptions;
import io.gapless.cli.nodes.ChainNodes;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.nodes.Nodes;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.services.Need;
import io.gapless.cli.services.Services;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.planner.DryRun;
import io.gapless.planner.chain.ChainUnavailableException;
import io.gapless.planner.feed.LeafSizing;
import io.gapless.planner.job.JobRefusedException;
import io.gapless.processes.http.ServerConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
    // asked before any server is started: wrong nodes and bounds are the commonest mistakes
    var nodes = request.endpoints().isEmpty()
        ? null
        : Nodes.ofOneChain(request.endpoints(), request.chain(), request.tuning());
    try {
      return open(options, request, nodes);
    } catch (RuntimeException | InterruptedException e) {
      if (nodes != null) {
        nodes.close();
      }
      throw e;
    }
  }

  private Pipeline open(ConnectionOptions options, BackfillRequest request,
      @Nullable ChainNodes nodes) throws InterruptedException {
    AskedVerdict.check(request, nodes == null ? request.chain() : Optional.of(nodes.chain()));
    var jobs = nodes == null
        ? List.<String>of()
        : plan(options, request, nodes).stream().map(DryRun::jobId).toList();
    boolean ours = options.kafka().isEmpty() && EmbeddedStack.running(options.data()).isEmpty();
    if (ours && nodes == null) {
      throw CommandException.usage(request.family().option(),
          "without --kafka this process asks the nodes itself: name at least one");
    }
    var pipeline = new RunningPipeline(options, services.connect(options, ours ? ALL : TOPICS),
        Optional.ofNullable(nodes).map(ChainNodes::chain), ours, request.upkeep(), clock);
    try {
      pipeline.prepare(jobs, rolesFor(pipeline, request, nodes));
      if (nodes != null) {
        pipeline.own(List.of(nodes));
      }
      return pipeline;
    } catch (RuntimeException | InterruptedException e) {
      pipeline.close();
      throw e;
    }
  }

  /// Creates topics and tables, and says how to start the roles.
  private static Runnable rolesFor(RunningPipeline pipeline, BackfillRequest request,
      @Nullable ChainNodes nodes) throws InterruptedException {
    var ids = new WorkerIds(request.host());
    if (nodes != null && pipeline.runsJobs()) {
      createAll(pipeline, List.of(nodes));
      return () -> startAll(pipeline, ids, List.of(nodes), request.workers(),
          request.gapRangesPerCycle(), Optional.empty());
    }
    if (nodes != null && request.workers() > 0) {
      pipeline.createTopics(List.of(nodes.chain()));
      return () -> pipeline.startFetchers(workers(ids, "joined", 0, request.workers()), nodes);
    }
    return () -> {};
  }

  @Override
  public int dryRun(ConnectionOptions options, BackfillRequest request, boolean json,
      Console console) throws InterruptedException {
    if (request.endpoints().isEmpty()) {
      throw CommandException.usage(request.family().option(),
          "a dry run asks nodes itself: name at least one");
    }
    try (var nodes = Nodes.ofOneChain(request.endpoints(), request.chain(), request.tuning())) {
      new DryRunText(request.family(), plan(options, request, nodes), request.verify())
          .print(console, json);
      return 0;
    }
  }

  /// What the jobs would be.
  ///
  /// @throws CommandException if they cannot be done as asked
  private List<DryRun> plan(ConnectionOptions options, BackfillRequest request,
      ChainNodes nodes) throws InterruptedException {
    try {
      var plans = new ArrayList<DryRun>();
      for (var job : request.jobs()) {
        plans.add(DryRun.of(request.specification(job, nodes.chain()), nodes.clock(),
            LeafSizing.withDefaults(options.topics().workPartitions()), ASSUMPTIONS,
            clock.instant()));
      }
      if (plans.stream().map(DryRun::jobId).distinct().count() < plans.size()) {
        throw CommandException.rejected("two of the jobs are the same one: " + request.jobs());
      }
      return plans;
    } catch (JobRefusedException e) {
      throw CommandException.rejected(String.valueOf(e.getMessage()));
    } catch (ChainUnavailableException e) {
      throw CommandException.unreachable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Opened openEnrichment(ConnectionOptions options, EnrichmentSetup setup)
      throws InterruptedException {
    var nodes = setup.endpoints().isEmpty()
        ? Optional.<ChainNodes>empty()
        : Optional.of(Nodes.ofOneChain(setup.endpoints(), setup.chain(), NodeTuning.USUAL));
    boolean ours = options.kafka().isEmpty() && EmbeddedStack.running(options.data()).isEmpty();
    if (ours && nodes.isEmpty()) {
      throw CommandException.usage("--rpc or --servers",
          "without --kafka this process asks the nodes itself: name at least one");
    }
    var chain = nodes.map(ChainNodes::chain).or(setup::chain).orElseThrow();
    var pipeline = new RunningPipeline(options, services.connect(options, ALL),
        Optional.of(chain), ours, Upkeep.USUAL, clock);
    try {
      pipeline.own(nodes.stream().toList());
      var ids = new WorkerIds(setup.host());
      createAll(pipeline, nodes.stream().toList());
      if (ours) {
        pipeline.prepare(List.of(), () -> {
          pipeline.startSink(ids.of("sink", 0));
          pipeline.startPlanner(ids.of("planner", 0), nodes.stream().toList(), Optional.empty());
          pipeline.startEnrichers(workers(ids, "enricher", 0, setup.workers()), nodes.get());
        });
      } else if (setup.workers() > 0) {
        pipeline.prepare(List.of(), () -> pipeline
            .startEnrichers(workers(ids, "joined-enricher", 0, setup.workers()), nodes.get()));
      }
      return new Opened(pipeline, chain);
    } catch (RuntimeException | InterruptedException e) {
      pipeline.close();
      throw e;
    }
  }

  @Override
  public int up(ConnectionOptions options, RoleOptions fetchers, Console console)
      throws InterruptedException {
    refuseWhereOneRuns(options);
    var nodes = Nodes.ofAll(fetchers.endpoints(), fetchers.tuning());
    try (var pipeline = new RunningPipeline(options, services.connect(options, ALL),
        Optional.empty(), true, fetchers.upkeep(), clock)) {
      pipeline.own(nodes);
      createAll(pipeline, nodes);
      startAll(pipeline, new WorkerIds(fetchers.host()), nodes, fetchers.workers(),
          fetchers.gapRangesPerCycle(), fetchers.http());
      var connections = pipeline.connections();
      connections.kafka().ifPresent(address -> console.println("kafka       " + address));
      connections.registry().ifPresent(url -> console.println("registry    " + url));
      console.println("clickhouse  " + pipeline.tables().host());
      nodes.forEach(chain -> console.println(
          "chain       " + chain.chain() + ", " + fetchers.workers() + " fetchers"));
      fetchers.http().ifPresent(server -> console.println("http        "
          + server.address().getHostString() + ":" + server.address().getPort()));
      console.println("ready; Ctrl-C stops it");
      pipeline.awaitFailure();
      return 0;
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
    var nodes = Nodes.ofAll(role.endpoints(), role.tuning());
    boolean asksTables = role.role().equals("sink") || role.role().equals("gap-detector");
    // a planner plans without tables, and rebuilds markets where it knows them
    boolean knowsTables = asksTables || (role.role().equals("planner")
        && (options.clickHouse().isPresent()
            || EmbeddedStack.running(options.data()).isPresent()));
    try (var pipeline = new RunningPipeline(options,
        services.connect(options, knowsTables ? ALL : TOPICS),
        Optional.empty(), false, role.upkeep(), clock)) {
      pipeline.own(nodes);
      pipeline.createTopics(chains(nodes));
      if (asksTables) {
        pipeline.createTables();
      }
      switch (role.role()) {
        case "planner" -> pipeline.startPlanner(ids.of("planner", role.slot()), asked(nodes),
            role.http());
        case "fetcher" -> startFetchers(pipeline, ids, asked(nodes), role.slot(), role.workers());
        case "enricher" -> startEnrichers(pipeline, ids, asked(nodes), role.slot(), role.workers());
        case "sink" -> pipeline.startSink(ids.of("sink", role.slot()));
        case "gap-detector" -> pipeline.startGapDetector(
            ids.of("gap-detector", role.slot()), role.gapRangesPerCycle(), nodes);
        default -> throw new IllegalArgumentException("no role " + role.role());
      }
      console.println(ids.of(role.role(), role.slot()) + " runs; Ctrl-C stops it");
      pipeline.awaitFailure();
      return 0;
    }
  }

  @Override
  public int demo(ConnectionOptions options, DemoOptions demo, boolean json, Console console)
      throws InterruptedException {
    refuseWhereOneRuns(options);
    if (options.kafka().isPresent()) {
      throw CommandException.usage("--kafka", "a demo runs on embedded servers; leave it away");
    }
    return new Demo(this, clock).run(options, demo, json, console);
  }

  static void createAll(RunningPipeline pipeline, List<ChainNodes> nodes)
      throws InterruptedException {
    SideBySide.run(pipeline::createTables, () -> pipeline.createTopics(chains(nodes)));
  }

  /// @param fetchers of each chain
  /// @param http where the planner's processes are served; empty: nowhere
  static void startAll(RunningPipeline pipeline, WorkerIds ids, List<ChainNodes> nodes,
      int fetchers, int gapRangesPerCycle, Optional<ServerConfig> http) {
    pipeline.startSink(ids.of("sink", 0));
    pipeline.startGapDetector(ids.of("gap-detector", 0), gapRangesPerCycle, nodes);
    pipeline.startPlanner(ids.of("planner", 0), nodes, http);
    startFetchers(pipeline, ids, nodes, 0, fetchers);
    startEnrichers(pipeline, ids, nodes, 0, fetchers);
  }

  /// Starts fetchers of each chain, in slots of their own.
  private static void startFetchers(RunningPipeline pipeline, WorkerIds ids,
      List<ChainNodes> nodes, int firstSlot, int fetchers) {
    int slot = firstSlot;
    for (var chain : nodes) {
      pipeline.startFetchers(workers(ids, "fetcher", slot, fetchers), chain);
      slot += fetchers;
    }
  }

  /// Starts enrichers of each chain, in slots of their own.
  private static void startEnrichers(RunningPipeline pipeline, WorkerIds ids,
      List<ChainNodes> nodes, int firstSlot, int enrichers) {
    int slot = firstSlot;
    for (var chain : nodes) {
      pipeline.startEnrichers(workers(ids, "enricher", slot, enrichers), chain);
      slot += enrichers;
    }
  }

  private static List<String> chains(List<ChainNodes> nodes) {
    return nodes.stream().map(ChainNodes::chain).toList();
  }

  private static void refuseWhereOneRuns(ConnectionOptions options) {
    EmbeddedStack.running(options.data()).filter(stack -> options.kafka().isEmpty())
        .ifPresent(stack -> {
          throw CommandException.unreachable(options.data() + " is in use by process "
              + stack.pid() + ": stop that one, or choose another folder with --data", null);
        });
  }

  private static List<String> workers(WorkerIds ids, String role, int firstSlot, int count) {
    return IntStream.range(firstSlot, firstSlot + count).mapToObj(slot -> ids.of(role, slot))
        .toList();
  }

  private static List<ChainNodes> asked(List<ChainNodes> nodes) {
    if (nodes.isEmpty()) {
      throw CommandException.usage("--rpc or --servers", "this role asks nodes: name at least one");
    }
    return nodes;
  }
}
