package io.gapless.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.truth.TruthRows;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Fetchers that are processes of their own.
@ExtendWith(SharedServers.class)
class FleetIT {

  private static final List<Role> FETCHERS = List.of(new Role("fetcher", 0),
      new Role("fetcher", 1), new Role("fetcher", 2));
  private static final List<Role> OTHERS = List.of(new Role("planner", 0), new Role("sink", 0),
      new Role("gap-detector", 0));
  private static final Set<String> WORKERS =
      FETCHERS.stream().map(Role::workerId).collect(Collectors.toSet());
  private static final Pattern WORKER = Pattern.compile("crash-fetcher-[0-9]+");
  private static final String GROUP = "fleet.fetcher.evm-900110";
  private static final Duration LONGEST = Duration.ofMinutes(4);

  @Test
  void threeFetchersShareTheWork(Servers servers) {
    var chain = new SimulatedChain(
        EvmChainOptions.defaults().withChainId(900_110).withBlocks(2_000));
    try (
        var node = EvmSimulator.start(chain,
            EvmNodeOptions.defaults().withLatency(Duration.ofMillis(100)));
        var processes = new RoleProcesses(servers, "fleet.", List.of(node.url()));
        var clickHouse = ClickHouse.connect(servers.clickHouse())) {
      OTHERS.forEach(processes::start);
      FETCHERS.forEach(processes::start);
      OTHERS.forEach(processes::awaitReady);
      FETCHERS.forEach(processes::awaitReady);

      // a member is shown once it has partitions
      Awaitility.await().atMost(LONGEST).ignoreExceptionsMatching(
          e -> e.getCause() instanceof GroupIdNotFoundException)
          .untilAsserted(() -> assertThat(membersWithPartitions(servers)).isEqualTo(WORKERS));
      assertThat(membersShown(processes)).isEqualTo(WORKERS);
      processes.awaitExit(processes.command("backfill", "evm", "--chain", "evm-900110", "--from",
          "0", "--to", Long.toString(chain.head()), "--range-size", "10"), 0, LONGEST);

      assertThat(Set.copyOf(clickHouse.query("SELECT DISTINCT worker_id FROM range_coverage FINAL"
          + " WHERE chain = 'evm-900110' AND covered = 1", row -> row.getString(1))))
          .isEqualTo(WORKERS);
      new TruthRows(clickHouse, chain).assertEqual();
    }
  }

  private static Set<String> membersWithPartitions(Servers servers) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
      return admin.describeConsumerGroups(List.of(GROUP)).all().get().values().stream()
          .flatMap(group -> group.members().stream())
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .map(MemberDescription::clientId).collect(Collectors.toSet());
    }
  }

  private static Set<String> membersShown(RoleProcesses processes) {
    var described = processes.command("kafka", "consumer-groups", "--describe", "--group",
        GROUP).awaitExit(0, LONGEST);
    var members = new HashSet<String>();
    WORKER.matcher(described).results().forEach(found -> members.add(found.group()));
    return members;
  }
}
