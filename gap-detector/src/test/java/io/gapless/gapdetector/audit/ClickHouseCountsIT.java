package io.gapless.gapdetector.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.gapdetector.coverage.Samples;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counting asks, on a real engine.
class ClickHouseCountsIT {

  private static final Dataset ERC20 = Datasets.all().named("erc20_transfers");
  private static final Dataset UNCLASSIFIED = Datasets.all().named("unclassified_logs");
  private static final String TOKEN = "0x" + "11".repeat(20);
  private static final String OTHER_TOKEN = "0x" + "22".repeat(20);
  @TempDir
  private static Path folder = Path.of("target");
  private static EmbeddedStack engine;
  private static ClickHouse server;

  private final Job job = Samples.job("r1", JobState.RUNNING);

  @BeforeAll
  static void connect() {
    assumeTrue(EmbeddedStack.class.getResource("clickhouse/ClickHouseMain.class") != null,
        "no ClickHouse engine in this build");
    engine = EmbeddedStack.start(
        EmbeddedConfig.of(folder.resolve("stack")).with(Service.CLICKHOUSE));
    server = ClickHouse.connect("jdbc:clickhouse:" + engine.url(Service.CLICKHOUSE));
    server.createTables();
  }

  @AfterAll
  static void disconnect() {
    server.close();
    engine.close();
  }

  @BeforeEach
  void empty() {
    server.execute("TRUNCATE TABLE " + ERC20.table());
    server.execute("TRUNCATE TABLE " + UNCLASSIFIED.table());
  }

  @Test
  void leavesOutUnclassifiedLogsOfEventsThatTheJobDoesNotFetch() {
    var transfer = ERC20.events().getFirst();
    var single = Datasets.all().named("erc1155_transfers").events().getFirst();
    unclassified(5, 1, transfer);
    unclassified(5, 2, single);
    unclassified(6, 1, single);
    var all = Job.newBuilder(job)
        .setDatasets(List.of("erc1155_transfers", "erc20_transfers", "unclassified_logs"))
        .build();

    assertThat(counts().rows(job, UNCLASSIFIED)).isEqualTo(1);
    assertThat(counts().byLeaf(job, UNCLASSIFIED, List.of(leaf(0, 9, 1)), true).values())
        .extracting(LeafRows::count).containsExactly(1L);
    assertThat(counts().rows(all, UNCLASSIFIED)).isEqualTo(3);
  }

  @Test
  void countsOnlyEventsAndUnclassifiedLogsOfTheJobsContractsAndEvents() {
    var events = Datasets.all().named("ctf_events");
    server.execute("TRUNCATE TABLE " + events.table());
    for (var contract : List.of(TOKEN, OTHER_TOKEN)) {
      server.execute("INSERT INTO " + events.table() + " (chain, block_number, log_index,"
          + " contract_address, kind, version) VALUES ('evm-1', 3, "
          + (contract.equals(TOKEN) ? 1 : 2) + ", unhex('" + contract.substring(2)
          + "'), 'SPLIT', 7)");
    }
    unclassified(5, 1, ERC20.events().getFirst());
    unclassified(5, 2, events.events().getLast());
    var all = Job.newBuilder(job).setDatasets(List.of("ctf_events", "unclassified_logs")).build();
    var ofToken = Job.newBuilder(all).setContracts(List.of(TOKEN)).build();

    assertThat(counts().rows(all, events)).isEqualTo(2);
    assertThat(counts().rows(ofToken, events)).isEqualTo(1);
    assertThat(counts().byLeaf(ofToken, events, List.of(leaf(0, 9, 7)), true).values())
        .extracting(LeafRows::count).containsExactly(1L);
    assertThat(counts().rows(all, UNCLASSIFIED)).isEqualTo(1);
  }

  @Test
  void countsRowsOfAPartyOnceOnWhicheverSideItIs() {
    var ofParty = Job.newBuilder(job).setParties(List.of(TOKEN, OTHER_TOKEN)).build();
    var stranger = "0x" + "33".repeat(20);
    between(3, 1, TOKEN, stranger, 7);
    between(3, 2, stranger, TOKEN, 7);
    between(3, 3, TOKEN, OTHER_TOKEN, 7);
    between(3, 4, TOKEN, TOKEN, 5);
    between(3, 5, stranger, stranger, 5);

    assertThat(counts().rows(ofParty, ERC20)).isEqualTo(4);
    assertThat(counts().byBlock(ofParty, ERC20, leaf(0, 9, 7)).get(3L))
        .extracting(LeafRows::count).isEqualTo(4L);
    assertThat(counts().keysOlderThan(ofParty, ERC20, leaf(0, 9, 7)))
        .containsExactly(List.of(3L, 4L));
  }

  @Test
  void countsUnclassifiedLogsThatNameAPartyWhereTheStandardDoes() {
    var transfer = ERC20.events().getFirst();
    var single = Datasets.all().named("erc1155_transfers").events().getFirst();
    var zero = "0x" + "00".repeat(32);
    var party = "0x" + "00".repeat(12) + TOKEN.substring(2);
    var other = "0x" + "00".repeat(12) + OTHER_TOKEN.substring(2);
    unclassified(5, 1, transfer, party);
    unclassified(5, 2, transfer, other, party);
    unclassified(5, 3, transfer, other, other, party);
    unclassified(5, 4, single, other, other, party);
    unclassified(5, 5, single, party, other, other);
    unclassified(5, 6, transfer, zero);
    var all = Job.newBuilder(job).setDatasets(List.of("erc1155_transfers", "erc20_transfers",
        "unclassified_logs")).setParties(List.of(TOKEN)).build();
    var minted = Job.newBuilder(all).setParties(List.of("0x" + "00".repeat(20))).build();

    assertThat(counts().rows(all, UNCLASSIFIED)).isEqualTo(3);
    assertThat(counts().rows(Job.newBuilder(job).setParties(List.of(TOKEN)).build(),
        UNCLASSIFIED)).as("of an erc20 job").isEqualTo(2);
    assertThat(counts().rows(minted, UNCLASSIFIED)).as("topics that are not there are no zeros")
        .isEqualTo(1);
  }

  @Test
  void takesTheMostContractsAndPartiesInOneQuery() {
    var everybody = new ArrayList<String>();
    for (int i = 0; i < 1_000; i++) {
      everybody.add("0x%040x".formatted(i));
    }
    var large = Job.newBuilder(job).setContracts(everybody).setParties(everybody.subList(0, 100))
        .setDatasets(List.of("erc1155_transfers", "erc20_transfers")).build();
    var leaves = new ArrayList<CoveredLeaf>();
    for (long first = 10_000_000_000L; leaves.size() < 1_000; first += 20) {
      leaves.add(leaf(first, first + 9, 7));
    }

    assertThat(counts().byLeaf(large, ERC20, leaves, true)).isEmpty();
    assertThat(counts().byLeaf(large, UNCLASSIFIED, leaves, true)).isEmpty();
  }

  @Test
  void countsLeavesFarApartAndNothingBetween() {
    for (long block : new long[]{0, 9, 10, 55, 90, 99}) {
      transfer(block, 1, TOKEN, 7, 0);
    }

    var found = counts().byLeaf(job, ERC20, List.of(leaf(0, 9, 7), leaf(50, 59, 7),
        leaf(90, 99, 7)), true);

    assertThat(found.get(0L)).extracting(LeafRows::count).isEqualTo(2L);
    assertThat(found.get(50L)).extracting(LeafRows::count).isEqualTo(1L);
    assertThat(found.get(90L)).extracting(LeafRows::count).isEqualTo(2L);
    assertThat(found).hasSize(3);
  }

  @Test
  void tellsTheVersionsOfALeafApart() {
    transfer(3, 1, TOKEN, 7, 0);
    transfer(3, 2, TOKEN, 7, 0);
    transfer(4, 1, TOKEN, 5, 0);
    transfer(5, 1, TOKEN, 9, 0);
    var leaf = leaf(0, 9, 7);

    var found = counts().byVersion(job, ERC20, List.of(leaf), false);

    assertThat(found).isEqualTo(Map.of(0L, Map.of(7L, new LeafRows(2, 0), 5L, new LeafRows(1, 0),
        9L, new LeafRows(1, 0))));
    assertThat(counts().keysOlderThan(job, ERC20, leaf)).containsExactly(List.of(4L, 1L));
    assertThat(counts().byBlock(job, ERC20, leaf)).containsOnlyKeys(3L, 4L, 5L);
  }

  @Test
  void knowsTheNewestVersionAlsoOfRowsThatAreDeletedOrBeyondAllMeasure() {
    transfer(3, 1, TOKEN, 7, 0);
    transfer(3, 1, TOKEN, 70, 1);
    server.execute("INSERT INTO " + ERC20.table() + " (chain, block_number, log_index, version)"
        + " VALUES ('evm-1', 15, 1, 18446744073709551615)");

    assertThat(counts().rows(job, ERC20)).isEqualTo(1);
    assertThat(counts().newestVersions(job, ERC20, List.of(leaf(0, 9, 7), leaf(10, 19, 7))))
        .isEqualTo(Map.of(0L, 70L, 10L, Long.MAX_VALUE - 1));
  }

  @Test
  void takesARowForGoneWhoseTombstoneNamesNoContract() {
    var ofToken = Job.newBuilder(job).setContracts(List.of(TOKEN)).build();
    transfer(3, 1, TOKEN, 7, 0);
    transfer(3, 2, OTHER_TOKEN, 7, 0);
    transfer(3, 3, TOKEN, 7, 0);
    assertThat(counts().rows(ofToken, ERC20)).isEqualTo(2);

    server.execute("INSERT INTO " + ERC20.table()
        + " (chain, block_number, log_index, version, is_deleted) VALUES ('evm-1', 3, 1, 8, 1)");

    assertThat(counts().rows(ofToken, ERC20)).isEqualTo(1);
    assertThat(counts().byLeaf(ofToken, ERC20, List.of(leaf(0, 9, 7)), true).values())
        .extracting(LeafRows::count).containsExactly(1L);
  }

  private static TableCounts counts() {
    return new ClickHouseCounts(server);
  }

  private static CoveredLeaf leaf(long first, long last, long version) {
    return new CoveredLeaf(first, last, true, version, 1, Map.of(), Map.of(),
        CoveredLeaf.Place.UNKNOWN, Instant.EPOCH);
  }

  private static void transfer(long block, int index, String token, long version, int deleted) {
    server.execute("INSERT INTO " + ERC20.table() + " (chain, block_number, log_index,"
        + " token_address, value, version, is_deleted) VALUES ('evm-1', " + block + ", " + index
        + ", unhex('" + token.substring(2) + "'), 5, " + version + ", " + deleted + ")");
  }

  private static void between(long block, int index, String from, String to, long version) {
    server.execute("INSERT INTO " + ERC20.table() + " (chain, block_number, log_index,"
        + " from_address, to_address, version) VALUES ('evm-1', " + block + ", " + index
        + ", unhex('" + from.substring(2) + "'), unhex('" + to.substring(2) + "'), " + version
        + ")");
  }

  private static void unclassified(long block, int index, String... topics) {
    server.execute("INSERT INTO " + UNCLASSIFIED.table() + " (chain, block_number, log_index,"
        + " topics, version) VALUES ('evm-1', " + block + ", " + index + ", "
        + Stream.of(topics).map(topic -> "unhex('" + topic.substring(2) + "')")
            .collect(Collectors.joining(", ", "[", "]"))
        + ", 7)");
  }
}
