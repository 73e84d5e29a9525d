package io.gapless.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.demo.XrplTables;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.xrpl.XrplNodeOptions;
import io.gapless.simulator.xrpl.XrplSimulator;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/// A backfill of the XRP Ledger during which fetchers are killed with SIGKILL at random.
@ExtendWith(SharedServers.class)
class XrplCrashIT {

  private static final List<Role> FETCHERS = List.of(new Role("fetcher", 0),
      new Role("fetcher", 1), new Role("fetcher", 2));
  private static final List<Role> OTHERS = List.of(new Role("planner", 0), new Role("sink", 0),
      new Role("gap-detector", 0));
  private static final int WORK_PARTITIONS = 8;
  private static final Duration LONGEST = Duration.ofMinutes(6);

  private final long seed = Long.getLong("gapless.crash.seed", System.nanoTime());

  @Test
  void tablesEqualTheLedgersAfterFourKills(Servers servers) throws Exception {
    kill(servers, "xrpl.", 900_201, 4);
  }

  @Test
  @EnabledIfSystemProperty(named = "gapless.chaos", matches = "true", disabledReason = "takes long: -Pchaos")
  void tablesEqualTheLedgersAfterTenKills(Servers servers) throws Exception {
    kill(servers, "xrpl-chaos.", 900_202, 10);
  }

  private void kill(Servers servers, String prefix, int network, int count) throws Exception {
    int size = 400 * count;
    var chain = "xrpl-" + network;
    var ledgers = new SimulatedLedgers(XrplLedgerOptions.defaults().withNetworkId(network)
        .withCount(size).withTransactionsPerLedger(10));
    var topics = new Topics(prefix, Map.of("work", WORK_PARTITIONS), (short) -1);
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
      topics.create(admin, Datasets.all().topics(), List.of(chain));
    }
    try (
        var one = XrplSimulator.start(ledgers,
            XrplNodeOptions.defaults().withLatency(Duration.ofMillis(150)));
        var other = XrplSimulator.start(ledgers,
            XrplNodeOptions.defaults().withLatency(Duration.ofMillis(300)));
        var processes = new RoleProcesses(servers, prefix, List.of(one.url(), other.url()));
        var coverage = new CoverageWatch(servers.kafka(), new RecordSerdes(servers.registry()),
            topics);
        var clickHouse = ClickHouse.connect(servers.clickHouse())) {
      OTHERS.forEach(processes::start);
      FETCHERS.forEach(processes::start);
      FETCHERS.forEach(processes::awaitReady);

      var backfill = processes.command("backfill", "xrpl", "--chain", chain, "--from",
          Long.toString(ledgers.firstIndex()), "--to", Long.toString(ledgers.lastIndex()),
          "--range-size", "10", "--json");
      new Kills(seed, count, FETCHERS, List.of()).spread(processes, servers, coverage, size,
          backfill);

      var answer = new ObjectMapper().readTree(processes.awaitExit(backfill, 0, LONGEST));
      assertThat(answer.path("state").asText()).isEqualTo("COMPLETE");
      assertThat(answer.path("verdicts").path("ROOT").asLong()).isEqualTo(size);
      assertThat(new XrplTables(clickHouse, ledgers).differences()).isEmpty();
    }
  }
}
