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
  void tablesEqualTheLedgersAfterTenKills(Servers servers) throws Exception {
    var ledgers = new SimulatedLedgers(XrplLedgerOptions.defaults().withNetworkId(900_201)
        .withCount(4_000).withTransactionsPerLedger(10));
    var topics = new Topics("xrpl.", Map.of("work", WORK_PARTITIONS), (short) -1);
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
      topics.create(admin, Datasets.all().topics(), List.of("xrpl-900201"));
    }
    try (
        var one = XrplSimulator.start(ledgers,
            XrplNodeOptions.defaults().withLatency(Duration.ofMillis(150)));
        var other = XrplSimulator.start(ledgers,
            XrplNodeOptions.defaults().withLatency(Duration.ofMillis(300)));
        var processes = new RoleProcesses(servers, "xrpl.", List.of(one.url(), other.url()));
        var coverage = new CoverageWatch(servers.kafka(), new RecordSerdes(servers.registry()),
            topics);
        var clickHouse = ClickHouse.connect(servers.clickHouse())) {
      OTHERS.forEach(processes::start);
      FETCHERS.forEach(processes::start);
      FETCHERS.forEach(processes::awaitReady);

      var backfill = processes.command("backfill", "xrpl", "--chain", "xrpl-900201", "--from",
          Long.toString(ledgers.firstIndex()), "--to", Long.toString(ledgers.lastIndex()),
          "--range-size", "10", "--json");
      new Kills(seed, 10, FETCHERS, List.of()).spread(processes, servers, coverage, 4_000,
          backfill);

      var answer = new ObjectMapper().readTree(processes.awaitExit(backfill, 0, LONGEST));
      assertThat(answer.path("state").asText()).isEqualTo("COMPLETE");
      assertThat(answer.path("verdicts").path("ROOT").asLong()).isEqualTo(4_000);
      assertThat(new XrplTables(clickHouse, ledgers).differences()).isEmpty();
    }
  }
}
