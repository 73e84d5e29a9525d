package io.gapless.fetcher.evm;

import static io.gapless.fetcher.evm.Nodes.CHAIN;
import static io.gapless.fetcher.evm.Nodes.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.fetcher.work.FetchedWork;
import io.gapless.schemas.record.Erc20Transfer;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.WorkCause;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import io.gapless.simulator.evm.chain.TruthRow;
import io.gapless.simulator.evm.faults.TransportFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvmFetchIT {

  private static final long PLENTY = 1L << 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Nodes nodes = new Nodes();

  @AfterEach
  void stopNodes() {
    nodes.close();
  }

  @Test
  void bringsEveryLogOfALeaf() throws InterruptedException {
    assertComplete(fetch(work(100, 900), PLENTY, EvmNodeOptions.defaults()), 100, 900);
  }

  @Test
  void takesTimesFromHeadersWhereLogsHaveNone() throws InterruptedException {
    var fetched = fetch(work(100, 300), PLENTY,
        EvmNodeOptions.defaults().withLogTimestamps(false).withBatchLimit(7));

    assertComplete(fetched, 100, 300);
    var rows = new ArrayList<TruthRow>();
    new Truth(CHAIN).forEach(100, 300, row -> {
      if (row.dataset() == TruthDataset.ERC20_TRANSFERS) {
        rows.add(row);
      }
    });
    var times = fetched.records().stream()
        .filter(record -> record.topic().endsWith("transfers.erc20"))
        .map(record -> nodes.serdes.decode(record.topic(), record.value(), Erc20Transfer.class)
            .getBlockTime())
        .toList();
    assertThat(times).isEqualTo(rows.stream().map(TruthRow::blockTime).toList());
  }

  @Test
  void asksForLessWhereANodeFindsItTooMuch() throws InterruptedException {
    var fetched = fetch(work(0, 1_000), PLENTY,
        EvmNodeOptions.defaults().withProvider("infura").withResultCap(700));

    assertComplete(fetched, 0, 1_000);
    assertThat(fetched.outcome().getRetries()).isPositive();
  }

  @Test
  void staysWithinASpanCap() throws InterruptedException {
    assertComplete(fetch(work(0, 1_000), PLENTY, EvmNodeOptions.defaults().withSpanCap(37)), 0,
        1_000);
  }

  @Test
  void splitsABlockThatIsTooMuchByEvents() throws InterruptedException {
    // no answer may be larger than the largest block's logs of one event
    assertComplete(fetch(work(200, 260), PLENTY,
        EvmNodeOptions.defaults().withProvider("infura").withResultCap(150)), 200, 260);
  }

  @Test
  void takesABlockFromItsReceiptsWhereEvenOneEventIsTooMuch() throws InterruptedException {
    assertComplete(fetch(work(200, 230), PLENTY,
        EvmNodeOptions.defaults().withProvider("infura").withResultCap(5)), 200, 230);
  }

  @Test
  void asksAnotherNodeWhereOneLagsBehind() throws InterruptedException {
    var fetched = fetch(work(1_000, 1_199), PLENTY, EvmNodeOptions.defaults().withHeadLag(150),
        EvmNodeOptions.defaults());

    assertComplete(fetched, 1_000, 1_199);
    assertThat(fetched.outcome().getSegments()).last()
        .matches(segment -> segment.getEndpoint().equals(nodes.name(1)));
  }

  @Test
  void doesNotTakeTheEmptyAnswerOfANodeThatThrewTheBlocksAway() throws Exception {
    try (var pruned = PrunedNode.before(CHAIN, 600)) {
      var fetched = nodes.fetch(PATIENCE, work(300, 900), PLENTY, List.of(pruned.url(),
          nodes.start(EvmNodeOptions.defaults())));

      assertComplete(fetched, 300, 900);
      assertThat(fetched.outcome().getSegments()).first()
          .matches(segment -> segment.getEndpoint().equals(nodes.name(0)));
    }
  }

  @Test
  void saysSoWhereOnlyANodeIsLeftThatThrewTheBlocksAway() throws Exception {
    try (var pruned = PrunedNode.before(CHAIN, 600)) {
      var fetched = nodes.fetch(Duration.ZERO, work(300, 900), PLENTY, List.of(pruned.url()));

      assertThat(fetched.outcome().getCovered()).isFalse();
      assertThat(fetched.outcome().getReason()).contains("no logs in block 300");
    }
  }

  @Test
  void handsBackTheRestOfALeafThatOutgrowsItsShare() throws InterruptedException {
    var work = work(0, 1_199);

    var fetched = fetch(work, 200_000, EvmNodeOptions.defaults().withSpanCap(50));

    var outcome = fetched.outcome();
    assertThat(outcome.getRestLast()).isEqualTo(1_199);
    assertThat(outcome.getLast()).isBetween(1L, 1_198L);
    assertThat(fetched.bytes()).isLessThan(400_000);
    assertComplete(fetched, 0, outcome.getLast());
    assertThat(fetched.rest()).get().satisfies(rest -> {
      assertThat(rest.getFirst()).isEqualTo(outcome.getLast() + 1);
      assertThat(rest.getLast()).isEqualTo(1_199);
      assertThat(rest.getCause()).isEqualTo(WorkCause.CUT);
      assertThat(rest.getAttempt()).isEqualTo(work.getAttempt());
    });
  }

  @Test
  void bringsEveryLogOnceWhereASecondNodeIsAskedToo() throws InterruptedException {
    var slow = EvmNodeOptions.defaults().withSpanCap(10)
        .withFault(new TransportFault.SlowBody(9, Duration.ofMillis(400)));
    var fetching = nodes.fetching(PATIENCE, Nodes.QUICK.withHedging(true),
        List.of(nodes.start(slow), nodes.start(slow.withFaultSeed(2))));

    assertComplete(fetching.fetch(work(0, 1_199), PLENTY), 0, 1_199);
  }

  @Test
  void saysWhyALeafCannotBeHad() throws InterruptedException {
    var beyondTheHead = work(1_190, 1_300);

    var fetched = nodes.fetch(Duration.ZERO, beyondTheHead, PLENTY,
        List.of(nodes.start(EvmNodeOptions.defaults())));

    assertThat(fetched.outcome().getCovered()).isFalse();
    assertThat(fetched.outcome().getReason()).contains(nodes.name(0)).contains("1190");
    assertThat(fetched.outcome().getRowCounts()).isEmpty();
    assertThat(fetched.records()).isEmpty();
  }

  @Test
  void givesRowsAVersionAboveTheAttemptBefore() throws InterruptedException {
    var again = RangeWork.newBuilder(work(100, 110)).setMinVersion(Long.MAX_VALUE / 2).build();

    var fetched = fetch(again, PLENTY, EvmNodeOptions.defaults());

    assertThat(fetched.outcome().getVersion()).isEqualTo(Long.MAX_VALUE / 2);
    assertThat(fetched.records()).filteredOn(record -> record.topic().endsWith("erc20"))
        .allMatch(record -> nodes.serdes.decode(record.topic(), record.value(), Erc20Transfer.class)
            .getVersion() == Long.MAX_VALUE / 2);
  }

  private FetchedWork<RangeWork, RangeOutcome> fetch(RangeWork work, long maxBytes,
      EvmNodeOptions... options)
      throws InterruptedException {
    return nodes.fetch(PATIENCE, work, maxBytes, Stream.of(options).map(nodes::start).toList());
  }

  private static void assertComplete(FetchedWork<RangeWork, RangeOutcome> fetched, long first,
      long last) {
    var outcome = fetched.outcome();
    assertThat(outcome.getReason()).isEmpty();
    assertThat(outcome.getCovered()).isTrue();
    assertThat(outcome.getFirst()).isEqualTo(first);
    assertThat(outcome.getLast()).isEqualTo(last);
    var truth = new Truth(CHAIN).summary(first, last);
    for (var dataset : TruthDataset.values()) {
      assertThat(outcome.getRowCounts()).as(dataset.id())
          .containsEntry(dataset.id(), truth.rows(dataset));
    }
    assertThat(fetched.records()).hasSize(
        (int) outcome.getRowCounts().values().stream().mapToLong(Long::longValue).sum());
    var segments = outcome.getSegments();
    assertThat(segments.getFirst().getFirst()).isEqualTo(first);
    assertThat(segments.getLast().getLast()).isEqualTo(last);
    for (int i = 1; i < segments.size(); i++) {
      assertThat(segments.get(i).getFirst()).isEqualTo(segments.get(i - 1).getLast() + 1);
    }
    assertThat(outcome.getLastHash().array()).isEqualTo(CHAIN.hash(last));
  }
}
