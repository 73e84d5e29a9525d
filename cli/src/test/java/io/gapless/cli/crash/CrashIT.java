package io.gapless.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.truth.TruthRows;
import io.gapless.embedded.Service;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/// A backfill during which processes are killed with SIGKILL at random.
///
/// `-Dgapless.crash.seed=N` repeats an order of kills; their moments are the machine's.
/// `-Dgapless.crash.kills=N` makes the long form longer or shorter.
@ExtendWith(SharedServers.class)
class CrashIT {

  private static final List<Role> ROLES = List.of(new Role("planner", 0), new Role("sink", 0),
      new Role("gap-detector", 0), new Role("fetcher", 0), new Role("fetcher", 1),
      new Role("fetcher", 2));
  /// Few, so that many works of a partition are in flight at once.
  private static final int WORK_PARTITIONS = 8;
  private static final int BLOCKS_A_WORK = 8;
  private static final Duration QUICK_NODE = Duration.ofMillis(700);
  private static final Duration SLOW_NODE = Duration.ofSeconds(2);

  private final long seed = Long.getLong("gapless.crash.seed", System.nanoTime());

  /// A kill of each role and of each server.
  @Test
  void tablesEqualTheChainAfterSevenKills(Servers servers) throws Exception {
    killAllKinds(servers, "crash.", 900_101, 7);
  }

  @Test
  @EnabledIfSystemProperty(named = "gapless.chaos", matches = "true", disabledReason = "takes long: -Pchaos")
  void tablesEqualTheChainAfterAHundredKills(Servers servers) throws Exception {
    killAllKinds(servers, "chaos.", 900_102, Integer.getInteger("gapless.crash.kills", 100));
  }

  @Test
  @EnabledIfSystemProperty(named = "gapless.chaos", matches = "true", disabledReason = "takes long: -Pchaos")
  void storesNothingTwiceEvenWhereNothingIsMerged(Servers servers) throws Exception {
    var kills = new Kills(seed, 10, ROLES, List.of());
    var chain = chain(900_103, 9_000);
    try (var clickHouse = ClickHouse.connect(servers.clickHouse())) {
      clickHouse.createTables();
      var rows = new TruthRows(clickHouse, chain);
      rows.stopMerges();

      backfill(servers, "twice.", chain, kills, Duration.ofMinutes(8));

      rows.startMerges();
      rows.assertEqual();
      for (var dataset : TruthDataset.values()) {
        assertThat(rows.storedTwice(dataset)).as("%s stored twice", dataset.id()).isZero();
      }
    }
  }

  private void killAllKinds(Servers servers, String prefix, long chainId, int count)
      throws Exception {
    var kills = new Kills(seed, count, ROLES, List.of(Service.values()));
    var chain = chain(chainId, Math.max(6_500, 400 * count));

    backfill(servers, prefix, chain, kills, Duration.ofMinutes(10));

    try (var clickHouse = ClickHouse.connect(servers.clickHouse())) {
      var rows = new TruthRows(clickHouse, chain);
      rows.assertEqual();
      assertThat(rows.worksOutOfOrder(WORK_PARTITIONS)).isPositive();
    }
  }

  private static SimulatedChain chain(long chainId, int blocks) {
    return new SimulatedChain(EvmChainOptions.defaults().withChainId(chainId).withBlocks(blocks));
  }

  private static void backfill(Servers servers, String prefix, SimulatedChain chain, Kills kills,
      Duration longest) throws Exception {
    assertThat(new Truth(chain).summary().transfers()).isGreaterThan(20 * chain.head());
    var name = "evm-" + chain.options().chainId();
    var topics = new Topics(prefix, Map.of("work", WORK_PARTITIONS), (short) -1);
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
      topics.create(admin, Datasets.all().topics(), List.of(name));
    }
    try (
        var quick = EvmSimulator.start(chain, EvmNodeOptions.defaults().withLatency(QUICK_NODE));
        var slow = EvmSimulator.start(chain, EvmNodeOptions.defaults().withLatency(SLOW_NODE));
        var processes = new RoleProcesses(servers, prefix, List.of(quick.url(), slow.url()));
        var coverage = new CoverageWatch(servers.kafka(), new RecordSerdes(servers.registry()),
            topics)) {
      ROLES.forEach(processes::start);
      ROLES.forEach(processes::awaitReady);

      var backfill = processes.command("backfill", "evm", "--chain", name, "--from", "0", "--to",
          Long.toString(chain.head()), "--range-size", Integer.toString(BLOCKS_A_WORK), "--json");
      kills.spread(processes, servers, coverage, chain.head() + 1, backfill);

      var answer = new ObjectMapper().readTree(processes.awaitExit(backfill, 0, longest));
      assertThat(answer.path("state").asText()).isEqualTo("COMPLETE");
      System.out.println("of " + processes.logged("taken-over batch of ") + " batches that a sink "
          + "took over, " + processes.logged("mends a taken-over batch of ")
          + " were short of rows, and the sink mended them");
    }
  }
}
