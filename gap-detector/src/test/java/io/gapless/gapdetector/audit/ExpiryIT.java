package io.gapless.gapdetector.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.gapdetector.coverage.Samples;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.clickhouse.StagingTtl;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.ReadBack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables with a TTL, on a real engine.
class ExpiryIT {

  private static final Dataset ERC20 = Datasets.all().named("erc20_transfers");
  private static final Dataset HEARTBEATS = Datasets.all().named("heartbeats");
  private static final Duration WEEK = Duration.ofDays(7);
  @TempDir
  private static Path folder = Path.of("target");
  private static EmbeddedStack engine;
  private static ClickHouse server;

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

  @Test
  void rowsThatExpiredAreNoGapsAndAYoungOneThatIsDeletedIs() throws InterruptedException {
    var now = Instant.now();
    var old = now.minus(Duration.ofDays(8));
    for (long block = 0; block < 30; block++) {
      transfer(block, block < 10 ? old : now);
    }
    var leaves = List.of(leaf(0, old), leaf(10, now), leaf(20, now));
    assertThat(audit(leaves)).satisfies(result -> {
      assertThat(result.different()).isEmpty();
      assertThat(result.expired()).isZero();
    });

    StagingTtl.set(server, Optional.of(WEEK));
    server.createTables();
    server.execute("OPTIMIZE TABLE " + ERC20.table() + " FINAL");
    server.execute("ALTER TABLE " + ERC20.table()
        + " DELETE WHERE block_number = 15 SETTINGS mutations_sync = 2");

    await().atMost(Duration.ofMinutes(1)).untilAsserted(
        () -> assertThat(rows()).as("the engine has taken what expired").isEqualTo(19));
    assertThat(StagingTtl.of(server, ERC20)).contains(WEEK);
    assertThat(StagingTtl.of(server, HEARTBEATS)).isEmpty();
    var result = audit(leaves);
    assertThat(result.expired()).isEqualTo(1);
    assertThat(result.different()).singleElement().satisfies(different -> {
      assertThat(different.leaf().first()).isEqualTo(10);
      assertThat(different.reason()).contains("10 rows covered, the table holds 9");
    });

    StagingTtl.set(server, Optional.empty());
    StagingTtl.set(server, Optional.empty());

    assertThat(StagingTtl.of(server, ERC20)).isEmpty();
    assertThat(audit(leaves).different()).hasSize(2);
  }

  private static Audit.Result audit(List<CoveredLeaf> leaves) throws InterruptedException {
    var verdict = JobVerdict.newBuilder().setJobId(Samples.JOB).setRequestId("r1")
        .setBlocksPlanned(30).setBlocksCovered(30).setBlocksAbandoned(0).setWorksDone(3)
        .setWorksOpen(0).setRows(Map.of("erc20_transfers", 30L)).setVerdicts(Map.of())
        .setRequests(0).setRetries(0).setGapsFound(0).setGapsFilled(0).setGaps(List.of())
        .setReadBack(ReadBack.PENDING).setComplete(false).setUpdatedAt(Instant.EPOCH).build();
    return new Audit(new ClickHouseCounts(server), job -> leaves, Map.of(),
        InstantSource.system()).of(Samples.job("r1", JobState.RUNNING), verdict, false);
  }

  private static CoveredLeaf leaf(long first, Instant fetchedAt) {
    return new CoveredLeaf(first, first + 9, true, 7, 1, Map.of("erc20_transfers", 10L), Map.of(),
        CoveredLeaf.Place.UNKNOWN, fetchedAt);
  }

  private static long rows() {
    return server.query("SELECT count() FROM " + ERC20.table(), row -> row.getLong(1)).getFirst();
  }

  private static void transfer(long block, Instant createdAt) {
    server.execute("INSERT INTO " + ERC20.table()
        + " (chain, block_number, log_index, version, created_at) VALUES ('evm-1', " + block
        + ", 1, 7, fromUnixTimestamp64Milli(" + createdAt.toEpochMilli() + "))");
  }
}
