package io.gapless.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.truth.TransactionRows;
import io.gapless.embedded.Service;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.evm.EvmFaults;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.TransactionTruth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An enrichment during which processes and servers are killed with SIGKILL at random, over a node
/// that is slow, and one with a limit and a fault.
///
/// `-Dgapless.crash.seed=N` repeats an order of kills; their moments are the machine's.
/// `-Dgapless.crash.kills=N` kills more often.
@ExtendWith(SharedServers.class)
class EnrichCrashIT {

  private static final List<Role> ROLES = List.of(new Role("planner", 0), new Role("sink", 0),
      new Role("enricher", 0), new Role("enricher", 1));
  private static final Duration SLOW_NODE = Duration.ofMillis(1500);
  private static final int LIMIT = 25;
  private static final int USUAL_KILLS = 6;
  private static final int BLOCKS_A_KILL = 150;

  private final long seed = Long.getLong("gapless.crash.seed", System.nanoTime());

  /// One of each role and each server, or as many as are asked for.
  @Test
  void theTableEqualsTheChainAfterKills(Servers servers) throws Exception {
    int count = Integer.getInteger("gapless.crash.kills", USUAL_KILLS);
    var chain = new SimulatedChain(EvmChainOptions.defaults().withChainId(900_107)
        .withBlocks(Math.max(1_000, BLOCKS_A_KILL * count)));
    var name = "evm-" + chain.options().chainId();
    var topics = new Topics("enrich.", Map.of(), (short) -1);
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
      topics.create(admin, Datasets.all().topics(), List.of(name));
    }
    long wanted = new TransactionTruth(chain).count();
    try (var tables = ClickHouse.connect(servers.clickHouse())) {
      tables.createTables();
      new TransactionRows(tables, chain).insertTransfers(0, chain.head());
    }
    try (
        var slow = EvmSimulator.start(chain, EvmNodeOptions.defaults().withLatency(SLOW_NODE));
        var limited = EvmSimulator.start(chain, EvmFaults.applied("errors=20",
            EvmNodeOptions.defaults().withRequestsPerSecond(LIMIT)));
        var processes = new RoleProcesses(servers, "enrich.", List.of(slow.url(), limited.url()));
        var watch = new EnrichmentWatch(servers.kafka(), new RecordSerdes(servers.registry()),
            topics)) {
      ROLES.forEach(processes::start);
      ROLES.forEach(processes::awaitReady);

      var enrich =
          processes.command("enrich", "--chain", name, "--batch", "20", "--json");
      new Kills(seed, count, ROLES, List.of(Service.values())).spread(processes, servers, watch,
          wanted, enrich);

      var answer = new ObjectMapper()
          .readTree(processes.awaitExit(enrich, 0, Duration.ofMinutes(8)));
      System.out.println("enriched " + answer);
      assertThat(answer.path("missing").asLong()).isEqualTo(wanted);
      assertThat(answer.path("failed").asLong()).isZero();
      assertThat(answer.path("absent").asLong()).isZero();
    }
    try (var tables = ClickHouse.connect(servers.clickHouse())) {
      var rows = new TransactionRows(tables, chain);
      assertThat(rows.count()).isEqualTo(wanted);
      rows.assertEqual();
    }
  }
}
