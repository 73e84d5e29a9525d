package io.gapless.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.truth.TruthRows;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A fetcher's process that is stopped, and goes on later.
@ExtendWith(SharedServers.class)
class StalledWorkerIT {

  private static final Role STOPPED = new Role("fetcher", 0);
  private static final Role OTHER = new Role("fetcher", 1);
  private static final List<Role> ROLES = List.of(new Role("planner", 0), new Role("sink", 0),
      new Role("gap-detector", 0), STOPPED, OTHER);
  private static final Set<String> FETCHERS = Set.of(STOPPED.workerId(), OTHER.workerId());
  private static final Topics TOPICS = new Topics("stalled.", Map.of(), (short) -1);
  private static final String CHAIN = "evm-900120";
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @Test
  void isEvictedAndItsWorkIsDoneByOthersUntilItWakes(Servers servers) throws Exception {
    var chain = new SimulatedChain(
        EvmChainOptions.defaults().withChainId(900_120).withBlocks(2_000));
    try (
        var node = EvmSimulator.start(chain,
            EvmNodeOptions.defaults().withLatency(Duration.ofMillis(100)));
        var processes = new RoleProcesses(servers, TOPICS.prefix(), List.of(node.url()),
            List.of("--stall-after", "12s", "--stall-check", "1s"));
        var clickHouse = ClickHouse.connect(servers.clickHouse())) {
      keepSilentMembers(servers);
      ROLES.forEach(processes::start);
      ROLES.forEach(processes::awaitReady);
      awaitMembers(servers, FETCHERS);
      var serdes = new RecordSerdes(servers.registry());

      var first = backfill(processes, 0, 999);
      try (var coverage = new CoverageWatch(servers.kafka(), serdes, TOPICS)) {
        assertThat(coverage.await(300, () -> first.process().isAlive())).isTrue();
      }
      processes.signal(STOPPED, "STOP");
      processes.awaitExit(first, 0, LONGEST);
      var stalled = events(servers, serdes).stream()
          .filter(event -> event.getEvent().equals("stalled")).toList();
      assertThat(stalled).singleElement().satisfies(event -> {
        assertThat(event.getNamespace()).isEqualTo("worker");
        assertThat(event.getId()).isEqualTo(STOPPED.workerId());
        assertThat(event.getDetail()).as(event.getMessage()).containsEntry("evicted", "true")
            .containsEntry("group", TOPICS.fetcherGroup(CHAIN));
      });
      awaitMembers(servers, Set.of(OTHER.workerId()));

      processes.signal(STOPPED, "CONT");
      awaitMembers(servers, FETCHERS);
      Awaitility.await().atMost(LONGEST).until(() -> events(servers, serdes).stream()
          .anyMatch(event -> event.getEvent().equals("back")
              && event.getId().equals(STOPPED.workerId())));
      processes.awaitExit(backfill(processes, 1_000, chain.head()), 0, LONGEST);

      assertThat(new HashSet<>(clickHouse.query("SELECT DISTINCT worker_id FROM range_coverage"
          + " FINAL WHERE chain = '" + CHAIN + "' AND covered = 1 AND first >= 1000",
          row -> row.getString(1)))).isEqualTo(FETCHERS);
      new TruthRows(clickHouse, chain).assertEqual();
    }
  }

  /// Has the broker keep a silent member for longer than the test takes, so that nobody but the
  /// planner evicts it.
  private static void keepSilentMembers(Servers servers) throws Exception {
    var group = new ConfigResource(ConfigResource.Type.GROUP, TOPICS.fetcherGroup(CHAIN));
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
      admin.incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(
          new ConfigEntry("consumer.session.timeout.ms", "60000"), AlterConfigOp.OpType.SET))))
          .all().get();
    }
  }

  private static RoleProcesses.Command backfill(RoleProcesses processes, long from, long to) {
    return processes.command("backfill", "evm", "--chain", CHAIN, "--from", Long.toString(from),
        "--to", Long.toString(to), "--range-size", "5");
  }

  private static void awaitMembers(Servers servers, Set<String> expected) {
    Awaitility.await().atMost(LONGEST).ignoreExceptionsMatching(
        e -> e.getCause() instanceof GroupIdNotFoundException).untilAsserted(() -> {
          try (var admin = Admin.create(Map.of("bootstrap.servers", servers.kafka()))) {
            var members = new HashSet<String>();
            admin.describeConsumerGroups(List.of(TOPICS.fetcherGroup(CHAIN))).all().get().values()
                .forEach(group -> group.members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .forEach(member -> members.add(member.groupInstanceId().orElse(""))));
            assertThat(members).isEqualTo(expected);
          }
        });
  }

  private static List<LifecycleEvent> events(Servers servers, RecordSerdes serdes) {
    var events = new ArrayList<LifecycleEvent>();
    try (var consumer = new KafkaConsumer<>(
        Map.<String, Object>of("bootstrap.servers", servers.kafka(), "isolation.level",
            "read_committed"),
        new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = List.of(new TopicPartition(TOPICS.events(), 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(
          partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(
            serdes.decode(record.topic(), record.value(), LifecycleEvent.class)));
      }
    }
    return events;
  }
}
