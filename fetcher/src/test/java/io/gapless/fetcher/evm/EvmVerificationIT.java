package io.gapless.fetcher.evm;

import static io.gapless.fetcher.evm.Nodes.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.fetcher.work.FetchedWork;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.chain.Truth;
import io.gapless.simulator.evm.chain.TruthDataset;
import io.gapless.simulator.evm.faults.CallFault.EmptyLogs;
import io.gapless.simulator.evm.faults.CallFault.Pruned;
import io.gapless.simulator.evm.faults.CallFault.PrunedAnswer;
import io.gapless.simulator.evm.faults.LogFault.AlterLogs;
import io.gapless.simulator.evm.faults.LogFault.OmitBlocks;
import io.gapless.simulator.evm.faults.LogFault.OmitLogs;
import io.gapless.simulator.evm.faults.LogFault.Place;
import io.gapless.simulator.evm.faults.TransportFault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nodes that leave logs out, and what each verdict makes of them.
class EvmVerificationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PLENTY = 1L << 40;
  private static final EvmNodeOptions HONEST = EvmNodeOptions.defaults();

  private final Nodes nodes = new Nodes();

  @AfterEach
  void stopNodes() {
    nodes.close();
  }

  @Test
  void provesEveryBlockAtRoot() throws InterruptedException {
    var fetched = fetch(verified(0, 400, Verdict.ROOT, false), HONEST);

    assertComplete(fetched, 0, 400);
    assertThat(fetched.outcome().getVerdict()).isEqualTo(Verdict.ROOT);
    assertThat(fetched.outcome().getFirstParentHash().remaining()).isEqualTo(32);
  }

  @Test
  void asksForReceiptsOnlyWhereTheBloomOfAContractSaysSo() throws InterruptedException {
    var work = RangeWork.newBuilder(verified(0, 800, Verdict.ROOT, false))
        .setContracts(List.of(someContract())).build();

    var fetched = fetch(work, HONEST);

    assertThat(fetched.outcome().getCovered()).isTrue();
    assertThat(fetched.outcome().getVerdict()).isEqualTo(Verdict.ROOT);
    var expected = fetch(RangeWork.newBuilder(work).setVerify(Verdict.HEAD).build(), HONEST);
    assertThat(fetched.outcome().getDigests()).isEqualTo(expected.outcome().getDigests());
  }

  /// A window of many requests never passes a node that fails one in five of them.
  @ParameterizedTest
  @EnumSource(value = Verdict.class, names = {"BLOOM", "ROOT"})
  void comesThroughWithOneNodeThatFailsAgainAndAgain(Verdict verdict)
      throws InterruptedException {
    var flaky = HONEST.withBatchLimit(2).withFault(new TransportFault.ProxyPage(5, 503));

    var fetched = fetch(verified(0, 100, verdict, false), flaky);

    assertComplete(fetched, 0, 100);
    assertThat(fetched.outcome().getVerdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void findsEachLogThatANodeLeavesOutBesideAnHonestOne(Place place) throws InterruptedException {
    var dishonest = HONEST.withFault(new OmitLogs(500, place));

    var proven = fetch(verified(0, 600, Verdict.ROOT, false), dishonest, HONEST);
    var corroborated = fetch(verified(0, 600, Verdict.HEAD, true), dishonest, HONEST);

    assertComplete(proven, 0, 600);
    assertComplete(corroborated, 0, 600);
    assertThat(corroborated.outcome().getCorroborated()).isTrue();
    assertThat(corroborated.outcome().getDistrusted()).containsExactly(nodes.name(2));
    assertThat(corroborated.evidence()).anyMatch(letter -> letter.getReason().contains("missing"));
  }

  @Test
  void findsBlocksThatAreWronglyEmptyByTheirBlooms() throws InterruptedException {
    var fetched = fetch(verified(0, 600, Verdict.BLOOM, false),
        HONEST.withFault(new OmitBlocks(20, Place.LOGS)), HONEST);

    assertComplete(fetched, 0, 600);
    assertThat(fetched.outcome().getVerdict()).isEqualTo(Verdict.BLOOM);
    assertThat(fetched.outcome().getSpotChecks()).isZero();
  }

  @Test
  void findsByASpotCheckThatANodeLeavesLogsOut() throws InterruptedException {
    var work = RangeWork.newBuilder(Nodes.work(0, 1_000)).setSpotEvery(20).build();

    var fetched = fetch(work, HONEST.withFault(new OmitLogs(100, Place.LOGS)), HONEST);

    assertComplete(fetched, 0, 1_000);
    assertThat(fetched.outcome().getSpotChecks()).isGreaterThanOrEqualTo(48);
    assertThat(fetched.outcome().getSegments()).noneMatch(segment -> segment.getEndpoint()
        .equals(nodes.name(0)) && segment.getVerdict() != Verdict.ROOT);
  }

  @Test
  void provesWhatALoneNodeSaysThatWasFoundToBeWrong() throws InterruptedException {
    var work = RangeWork.newBuilder(Nodes.work(0, 400)).setSpotEvery(10).build();

    var fetched = fetch(work, HONEST.withFault(new OmitLogs(100, Place.LOGS)));

    assertComplete(fetched, 0, 400);
    assertThat(fetched.outcome().getVerdict()).isEqualTo(Verdict.ROOT);
    assertThat(fetched.outcome().getDistrusted()).containsExactly(nodes.name(0));
  }

  @Test
  void doesNotCoverWhatNobodyCanProve() throws InterruptedException {
    var work = RangeWork.newBuilder(verified(0, 100, Verdict.ROOT, false)).build();

    var fetched = fetch(Duration.ZERO, work,
        HONEST.withFault(new OmitLogs(50, Place.LOGS_AND_RECEIPTS)));

    assertThat(fetched.outcome().getCovered()).isFalse();
    assertThat(fetched.outcome().getReason()).contains(nodes.name(0)).contains("not proven");
    assertThat(fetched.records()).isEmpty();
    assertThat(fetched.outcome().getDistrusted()).containsExactly(nodes.name(0));
  }

  @Test
  void doesNotTakeAnEmptyAnswerWhereTheLastBlocksBloomSaysOtherwise() throws InterruptedException {
    var fetched = fetch(Nodes.work(0, 1_000), HONEST.withSpanCap(50).withFault(new EmptyLogs(4)),
        HONEST.withSpanCap(50));

    assertComplete(fetched, 0, 1_000);
  }

  @Test
  void doesNotCoverWhereTwoDifferAndNobodyDecides() throws InterruptedException {
    var mute = HONEST.withBehaviour(HONEST.behaviour().withBlockReceipts(false));

    var fetched = fetch(Duration.ZERO, verified(0, 300, Verdict.HEAD, true),
        mute.withFault(new AlterLogs(300, Place.LOGS)), mute);

    assertThat(fetched.outcome().getCovered()).isFalse();
    assertThat(fetched.outcome().getReason()).contains("differ about block")
        .contains("no third endpoint");
    assertThat(fetched.evidence()).isNotEmpty();
  }

  @Test
  void letsAThirdDecideWhereNoProofIsToBeHad() throws InterruptedException {
    var mute = HONEST.withBehaviour(HONEST.behaviour().withBlockReceipts(false));

    var fetched = fetch(verified(0, 300, Verdict.HEAD, true),
        mute.withFault(new AlterLogs(300, Place.LOGS)), mute, mute);

    assertComplete(fetched, 0, 300);
    assertThat(fetched.outcome().getCorroborated()).isTrue();
  }

  @Test
  void saysWhatCouldNotBeSpotChecked() throws InterruptedException {
    var work = RangeWork.newBuilder(Nodes.work(0, 400)).setSpotEvery(50).build();

    var fetched = fetch(work, HONEST.withBehaviour(HONEST.behaviour().withBlockReceipts(false)));

    assertComplete(fetched, 0, 400);
    assertThat(fetched.outcome().getSpotChecks()).isZero();
    assertThat(fetched.outcome().getSpotUnproven()).isGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource(names = {"EMPTY", "NULL"})
  void findsThatBlocksWereThrownAwayWhereNothingHappenedInTheFirst(PrunedAnswer answer)
      throws InterruptedException {
    var work = RangeWork.newBuilder(Nodes.work(0, 400)).setSpotEvery(50).build();
    var pruned = HONEST.withFault(new Pruned(300, answer));

    var alone = fetch(Duration.ZERO, work, pruned);

    assertThat(alone.outcome().getCovered()).isFalse();
    assertThat(alone.outcome().getReason()).contains("no logs in block ", "says that there are");
    assertComplete(fetch(work, pruned, HONEST), 0, 400);
  }

  private FetchedWork<RangeWork, RangeOutcome> fetch(RangeWork work, EvmNodeOptions... options)
      throws InterruptedException {
    return fetch(PATIENCE, work, options);
  }

  /// Each node's faults have a seed of their own.
  private FetchedWork<RangeWork, RangeOutcome> fetch(Duration patience, RangeWork work,
      EvmNodeOptions... options)
      throws InterruptedException {
    List<URI> urls = Stream.of(options).map(nodes::start).toList();
    return nodes.fetch(patience, work, PLENTY, urls);
  }

  /// A contract with a transfer in block 500.
  private static String someContract() {
    var contracts = new ArrayList<String>();
    new Truth(CHAIN).forEach(500, 500, row -> contracts.add(row.tokenAddress()));
    return contracts.getFirst();
  }

  private static RangeWork verified(long first, long last, Verdict verdict, boolean corroborate) {
    return RangeWork.newBuilder(Nodes.work(first, last)).setVerify(verdict)
        .setCorroborate(corroborate).build();
  }

  private static void assertComplete(FetchedWork<RangeWork, RangeOutcome> fetched, long first,
      long last) {
    assertThat(fetched.outcome().getReason()).isEmpty();
    assertThat(fetched.outcome().getCovered()).isTrue();
    assertThat(fetched.outcome().getLast()).isEqualTo(last);
    var truth = new Truth(CHAIN).summary(first, last);
    for (var dataset : TruthDataset.values()) {
      assertThat(fetched.outcome().getRowCounts()).as(dataset.id())
          .containsEntry(dataset.id(), truth.rows(dataset));
    }
  }
}
