package io.gapless.cli.command;

import io.gapless.cli.command.processes.AskedProcesses;
import io.gapless.cli.console.CommandException;
import io.gapless.cli.enrichment.EnrichmentJson;
import io.gapless.cli.enrichment.EnrichmentPlan;
import io.gapless.cli.enrichment.EnrichmentRun;
import io.gapless.cli.enrichment.EnrichmentText;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.pipeline.EnrichmentSetup;
import io.gapless.cli.services.Need;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.enricher.plan.EnrichProcess;
import io.gapless.enricher.plan.EnrichRequest;
import io.gapless.processes.Request;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.record.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless enrich`.
@Command(name = "enrich", sortOptions = false, description = {
    "Fetches the transactions behind the transfers in the tables, with their receipts, and ends when"
        + " none is missing.",
    "Without --kafka everything runs in this process. The same command goes on where it stopped."})
final class EnrichCommand implements Callable<Integer> {

  private static final int MAX_WORKERS = 256;
  private static final int EMBEDDED_WORKERS = 2;
  private static final String ANY = "evm-1";

  private final Context context;

  @Mixin
  private NodeUrls nodes = new NodeUrls();

  @Option(names = "--chain", paramLabel = "NAME", description = "The chain, such as evm-1 or xrpl-0, for a fleet that has nodes of its own, or with --dry-run.")
  private @Nullable String chain;

  @Option(names = "--contract", paramLabel = "ADDRESS", split = ",", description = "Only transactions with transfers of these tokens.")
  private List<String> contracts = List.of();

  @Option(names = "--workers", paramLabel = "N", description = "Enrichers in this process (default: 2; with --kafka, or beside a running `gapless up`, 0).")
  private @Nullable Integer workers;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "500", description = "Transactions of a work (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--calls", paramLabel = "N", defaultValue = "25", description = "Calls in one request at most; fewer where a node takes fewer (default: ${DEFAULT-VALUE}).")
  private int calls;

  @Option(names = "--delay", paramLabel = "TIME", defaultValue = "0ms", converter = Durations.class, description = "Pause between two requests of a batch, e.g. 150ms (default: ${DEFAULT-VALUE}).")
  private Duration delay = Duration.ZERO;

  @Option(names = "--verify", paramLabel = "HOW", defaultValue = "head", description = "head: a block is read whole, and proven by its own hashes, where that is cheaper; root: always "
      + "(default: ${DEFAULT-VALUE}).")
  private String verify = "head";

  @Option(names = "--max-attempts", paramLabel = "N", defaultValue = "3", description = "Attempts at a batch before what is left of it has failed (default: ${DEFAULT-VALUE}).")
  private int maxAttempts;

  @Option(names = "--watch", paramLabel = "TIME", arity = "0..1", fallbackValue = "5s", converter = Durations.class, description = "Goes on as new transfers arrive, and looks for them this often (5s unless told).")
  private @Nullable Duration watch;

  @Option(names = "--dry-run", description = "Counts what is missing, in all and by contract, and what it takes; fetches nothing.")
  private boolean dryRun;

  @Option(names = "--stop", description = "Ends the chain's enrichment that is under way.")
  private boolean stop;

  @Option(names = "--json", description = "Prints one JSON object at the end.")
  private boolean json;

  @Mixin
  private WorkerName name = new WorkerName();

  @Mixin
  private final AskedProcesses asked;

  EnrichCommand(Context context) {
    this.context = context;
    asked = new AskedProcesses(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    if (stop) {
      return stop();
    }
    if (dryRun) {
      return dryRun(connections);
    }
    boolean fleet = connections.kafka().isPresent()
        || EmbeddedStack.running(connections.data()).isPresent();
    var setup = new EnrichmentSetup(nodes.all(), chain(fleet), workers(fleet), name.host());
    var _ = request(ANY); // what is wrong with it shows before a server is started
    context.log(connections);
    return new EnrichmentRun(context.console(), context.clock(), json)
        .run(connections, context.wiring(), setup, this::request);
  }

  private int stop() throws InterruptedException {
    var id = EnrichProcess.id(named("--stop"));
    return asked.use(id.namespace(), processes -> {
      var _ = processes.call(id, Request.of(EnrichProcess.STOP));
      context.console().println("the enrichment of " + id.id() + " is ended");
    });
  }

  private int dryRun(ConnectionOptions connections) throws InterruptedException {
    var request = request(named("--dry-run"));
    context.log(connections);
    try (var servers = context.services().connect(connections, Set.of(Need.CLICKHOUSE));
        var tables = ClickHouse.connect(servers.clickHouse().orElseThrow())) {
      tables.createTables();
      var plan = EnrichmentPlan.of(EnrichmentRun.missing(() -> tables), request);
      if (json) {
        context.console().println(EnrichmentJson.plan(plan));
      } else {
        EnrichmentText.plan(plan).forEach(context.console()::println);
      }
      return 0;
    }
  }

  private EnrichRequest request(String of) {
    try {
      return new EnrichRequest(of, contracts(), batch, calls, delay.toMillis(), verdict(),
          maxAttempts,
          watch == null ? 0 : Math.max(1, watch.toSeconds()));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--batch, --calls, --max-attempts",
          String.valueOf(e.getMessage()));
    }
  }

  private Verdict verdict() {
    return switch (verify.strip().toLowerCase(Locale.ROOT)) {
      case "head" -> Verdict.HEAD;
      case "root" -> Verdict.ROOT;
      default -> throw CommandException.usage("--verify", "'" + verify
          + "' is none of head and root");
    };
  }

  private String named(String option) {
    if (chain == null) {
      throw CommandException.usage(option, "name the chain with --chain, e.g. --chain evm-1");
    }
    return chain(true).orElseThrow();
  }

  private Optional<String> chain(boolean fleet) {
    if (chain != null && !chain.matches("(evm|xrpl)-[0-9]{1,18}")) {
      throw CommandException.usage("--chain", "'" + chain + "' is no chain; they are called evm-1"
          + " or xrpl-0");
    }
    if (nodes.all().isEmpty() && !(fleet && chain != null)) {
      throw CommandException.usage(ChainFamily.EVM.option(), fleet
          ? "name a node (--rpc or --servers URL), or the chain of the fleet (--chain evm-1)"
          : "name at least one node, e.g. --rpc " + ChainFamily.EVM.exampleUrl());
    }
    return Optional.ofNullable(chain);
  }

  private int workers(boolean fleet) {
    int count = workers == null ? fleet ? 0 : EMBEDDED_WORKERS : workers;
    int least = fleet ? 0 : 1;
    if (count < least || count > MAX_WORKERS) {
      throw CommandException.usage("--workers", count + " is not from " + least + " to "
          + MAX_WORKERS);
    }
    if (count > 0 && nodes.all().isEmpty()) {
      throw CommandException.usage("--workers", "enrichers of this process need nodes");
    }
    return count;
  }

  private List<String> contracts() {
    var chosen = new TreeSet<String>();
    for (var contract : contracts) {
      var address = contract.strip();
      if (!address.matches("0[xX][0-9a-fA-F]{40}")) {
        throw CommandException.usage("--contract", "'" + address + "' "
            + AddressProblem.of(address) + "; an address is 0x and 40 hex digits");
      }
      chosen.add(address.toLowerCase(Locale.ROOT));
    }
    return List.copyOf(chosen);
  }
}
