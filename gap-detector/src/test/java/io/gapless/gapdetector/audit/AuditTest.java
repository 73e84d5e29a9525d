package io.gapless.gapdetector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.gapdetector.coverage.Samples;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.ReadBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static final String ERC20 = "erc20_transfers";

  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

  private final List<CoveredLeaf> leaves = new ArrayList<>();
  private final FakeTable table = new FakeTable();

  @Test
  void findsNothingWhereEveryRowIsThere() throws InterruptedException {
    leaves.add(leaf(0, true, 1, 10));
    table.put(0, 1, 10);

    var result = audit(Map.of(), verdict(10, 0), true);

    assertThat(result.different()).isEmpty();
    assertThat(result.rows()).containsEntry(ERC20, 10L);
  }

  @Test
  void namesTheLeafThatIsShortAndAVersionThatOutranksItsRows() throws InterruptedException {
    leaves.add(leaf(0, true, 1, 10));
    leaves.add(leaf(10, true, 2, 10));
    table.put(0, 1, 10);
    table.put(10, 2, 8);
    table.put(10, 70, 1);

    var result = audit(Map.of(), verdict(20, 0), false);

    assertThat(result.different()).singleElement().satisfies(different -> {
      assertThat(different.leaf().first()).isEqualTo(10);
      assertThat(different.reason()).isEqualTo(ERC20 + ": 10 rows covered, the table holds 9");
      assertThat(different.minVersion()).isEqualTo(71);
      assertThat(different.isStaleOnly()).isFalse();
    });
    assertThat(result.rows()).as("of the leaves that do not differ").containsEntry(ERC20, 10L);
  }

  @Test
  void claimsNothingOfLeavesThatFailedLastThoughNoGapIsListed() throws InterruptedException {
    // a verdict lists a thousand gaps at most
    leaves.add(leaf(0, true, 1, 10));
    leaves.add(leaf(10, false, 2, 0));
    table.put(0, 1, 10);
    table.put(10, 1, 7);

    var result = audit(Map.of(), verdict(10, 10), false);

    assertThat(result.different()).isEmpty();
    assertThat(result.rows()).containsEntry(ERC20, 10L);
  }

  @Test
  void claimsNothingOfACoveredLeafThatWasGivenUp() throws InterruptedException {
    leaves.add(leaf(0, true, 1, 10));
    leaves.add(leaf(10, true, 2, 10));
    table.put(0, 1, 10);
    var verdict = verdict(10, 10);
    verdict.setGaps(List.of(new Gap(10L, 19L, GapState.ABANDONED, 5, "it stays different", "")));

    assertThat(audit(Map.of(), verdict, true).different()).isEmpty();
  }

  @Test
  void takesRowsOfAnOlderFetchForStaleOnceASecondFetchDidNotBringThem()
      throws InterruptedException {
    leaves.add(leaf(0, true, 5, 10));
    table.put(0, 5, 10);
    table.put(0, 3, 2);
    assertThat(audit(Map.of(), verdict(10, 0), true).different()).singleElement()
        .satisfies(different -> assertThat(different.isStaleOnly()).isFalse());

    leaves.set(0, new CoveredLeaf(0, 9, true, 5, 2, Map.of(ERC20, 10L), Map.of(),
        CoveredLeaf.Place.UNKNOWN, Instant.EPOCH));

    assertThat(audit(Map.of(), verdict(10, 0), true).different()).singleElement()
        .satisfies(different -> {
          assertThat(different.isStaleOnly()).isTrue();
          assertThat(different.stale()).containsExactly(ERC20);
        });
  }

  @Test
  void asksTheChainAlsoWhereTheTablesHoldEverything() throws InterruptedException {
    leaves.add(new CoveredLeaf(0, 9, true, 5, 2, Map.of(ERC20, 10L), Map.of(),
        new CoveredLeaf.Place(20, "", "0xa"), Instant.EPOCH));
    table.put(0, 5, 10);

    var result = audit(Map.of("evm-1", blocks -> Map.of(9L, "0xb")), verdict(10, 0), false);

    assertThat(result.different()).singleElement().satisfies(different -> {
      assertThat(different.reason()).startsWith("block 9 has another hash");
      assertThat(different.isStaleOnly()).as("it has to be fetched again").isFalse();
      assertThat(different.minVersion()).isEqualTo(6);
    });
  }

  @Test
  void rowsThatExpiredAreNoGapsAndYoungOnesThatAreMissingAre() throws InterruptedException {
    leaves.add(leafOf(0, NOW.minus(Duration.ofDays(8))));
    leaves.add(leafOf(10, NOW.minus(Duration.ofDays(6))));
    leaves.add(leafOf(20, NOW.minus(Duration.ofDays(6))));
    table.put(10, 1, 9);
    table.put(20, 1, 10);
    table.ttl = Optional.of(Duration.ofDays(7));

    var result = audit(Map.of(), verdict(30, 0), false);

    assertThat(result.expired()).isEqualTo(1);
    assertThat(result.different()).singleElement()
        .satisfies(different -> assertThat(different.leaf().first()).isEqualTo(10));
    assertThat(result.rows()).as("what expired was there once").containsEntry(ERC20, 20L);
  }

  @Test
  void whatExpiresWhileItIsComparedIsNotCompared() throws InterruptedException {
    leaves.add(leafOf(0, NOW.minus(Duration.ofDays(7)).plus(Duration.ofMinutes(59))));
    leaves.add(leafOf(10, NOW.minus(Duration.ofDays(7)).plus(Duration.ofMinutes(61))));
    table.ttl = Optional.of(Duration.ofDays(7));

    var result = audit(Map.of(), verdict(20, 0), true);

    assertThat(result.expired()).isEqualTo(1);
    assertThat(result.different()).singleElement()
        .satisfies(different -> assertThat(different.leaf().first()).isEqualTo(10));
  }

  private static CoveredLeaf leafOf(long first, Instant fetchedAt) {
    return new CoveredLeaf(first, first + 9, true, 1, 1, Map.of(ERC20, 10L), Map.of(),
        CoveredLeaf.Place.UNKNOWN, fetchedAt);
  }

  private Audit.Result audit(Map<String, ChainHashes> chains, JobVerdict verdict,
      boolean leafByLeaf) throws InterruptedException {
    return new Audit(table, job -> leaves, chains, () -> NOW).of(
        Samples.job("r1", JobState.RUNNING), verdict,
        leafByLeaf);
  }

  private static CoveredLeaf leaf(long first, boolean covered, long version, long rows) {
    return new CoveredLeaf(first, first + 9, covered, version, 1, Map.of(ERC20, rows), Map.of(),
        CoveredLeaf.Place.UNKNOWN, Instant.EPOCH);
  }

  private static JobVerdict verdict(long rows, long abandoned) {
    return JobVerdict.newBuilder().setJobId(Samples.JOB).setRequestId("r1").setBlocksPlanned(100)
        .setBlocksCovered(100 - abandoned).setBlocksAbandoned(abandoned).setWorksDone(10)
        .setWorksOpen(0).setRows(Map.of(ERC20, rows)).setVerdicts(Map.of()).setRequests(0)
        .setRetries(0).setGapsFound(0).setGapsFilled(0).setGaps(List.of())
        .setReadBack(ReadBack.PENDING).setComplete(false).setUpdatedAt(Instant.EPOCH).build();
  }

  /// Rows of one dataset, by leaf and version.
  private static final class FakeTable implements TableCounts {

    private final Map<Long, Map<Long, LeafRows>> rows = new HashMap<>();
    private Optional<Duration> ttl = Optional.empty();

    void put(long first, long version, long count) {
      rows.computeIfAbsent(first, leaf -> new HashMap<>()).put(version, new LeafRows(count, 0));
    }

    @Override
    public Optional<Duration> timeToLive(Dataset dataset) {
      return ttl;
    }

    @Override
    public long rows(Job job, Dataset dataset) {
      return rows.keySet().stream().mapToLong(first -> all(first).count()).sum();
    }

    @Override
    public Map<Long, LeafRows> byLeaf(Job job, Dataset dataset, List<CoveredLeaf> of,
        boolean digests) {
      var found = new HashMap<Long, LeafRows>();
      of.forEach(leaf -> found.put(leaf.first(), all(leaf.first())));
      return found;
    }

    @Override
    public Map<Long, Map<Long, LeafRows>> byVersion(Job job, Dataset dataset,
        List<CoveredLeaf> of, boolean digests) {
      return rows;
    }

    @Override
    public Map<Long, Long> newestVersions(Job job, Dataset dataset, List<CoveredLeaf> of) {
      var newest = new HashMap<Long, Long>();
      rows.forEach((first, versions) -> newest.put(first,
          versions.keySet().stream().mapToLong(Long::longValue).max().orElse(0)));
      return newest;
    }

    @Override
    public Map<Long, LeafRows> byBlock(Job job, Dataset dataset, CoveredLeaf leaf) {
      return Map.of();
    }

    @Override
    public List<List<Long>> keysOlderThan(Job job, Dataset dataset, CoveredLeaf leaf) {
      return List.of();
    }

    private LeafRows all(long first) {
      return rows.getOrDefault(first, Map.of()).values().stream().reduce(LeafRows.NONE,
          LeafRows::plus);
    }
  }
}
