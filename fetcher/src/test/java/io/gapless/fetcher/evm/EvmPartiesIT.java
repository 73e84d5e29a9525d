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
import io.gapless.simulator.evm.chain.TruthRow;
import io.gapless.simulator.evm.faults.LogFault.OmitLogs;
import io.gapless.simulator.evm.faults.LogFault.Place;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Works that want the transfers of two accounts only: one gave to the other in block 500, and the
/// zero address, whose topic is what a topic that is not there looks like.
class EvmPartiesIT {

  private static final EvmNodeOptions HONEST = EvmNodeOptions.defaults();
  private static final List<String> PARTIES = parties();

  private final Nodes nodes = new Nodes();

  @AfterEach
  void stopNodes() {
    nodes.close();
  }

  @Test
  void bringsTheTransfersOfThePartiesOnceEach() throws InterruptedException {
    assertComplete(fetch(work(Verdict.HEAD, false), HONEST));
  }

  @Test
  void takesTimesFromHeadersWhereLogsHaveNone() throws InterruptedException {
    assertComplete(fetch(work(Verdict.HEAD, false), HONEST.withLogTimestamps(false)));
  }

  @Test
  void asksFinerAndAtLastForReceiptsWhereANodeFindsItTooMuch() throws InterruptedException {
    assertComplete(fetch(work(Verdict.HEAD, false),
        HONEST.withProvider("infura").withResultCap(40)));
    assertComplete(fetch(work(Verdict.HEAD, false),
        HONEST.withProvider("infura").withResultCap(1)));
  }

  @Test
  void provesThemInEveryWay() throws InterruptedException {
    var root = fetch(work(Verdict.ROOT, false), HONEST);
    var bloom = fetch(work(Verdict.BLOOM, false), HONEST);
    var corroborated = fetch(work(Verdict.HEAD, true), HONEST, HONEST);

    assertComplete(root);
    assertThat(root.outcome().getVerdict()).isEqualTo(Verdict.ROOT);
    assertComplete(bloom);
    assertThat(bloom.outcome().getVerdict()).isEqualTo(Verdict.BLOOM);
    assertComplete(corroborated);
    assertThat(corroborated.outcome().getDigests()).isEqualTo(root.outcome().getDigests());
  }

  @Test
  void findsALogThatANodeLeavesOut() throws InterruptedException {
    var fetched = fetch(work(Verdict.HEAD, true), HONEST.withFault(new OmitLogs(50, Place.LOGS)),
        HONEST);

    assertComplete(fetched);
  }

  private FetchedWork<RangeWork, RangeOutcome> fetch(RangeWork work, EvmNodeOptions... options)
      throws InterruptedException {
    List<URI> urls = Stream.of(options).map(nodes::start).toList();
    return nodes.fetch(Duration.ofSeconds(60), work, 1L << 40, urls);
  }

  private static RangeWork work(Verdict verdict, boolean corroborate) {
    return RangeWork.newBuilder(Nodes.work(0, 600)).setParties(PARTIES).setVerify(verdict)
        .setCorroborate(corroborate).setSpotEvery(20).build();
  }

  private static void assertComplete(FetchedWork<RangeWork, RangeOutcome> fetched) {
    assertThat(fetched.outcome().getReason()).isEmpty();
    assertThat(fetched.outcome().getCovered()).isTrue();
    var wanted = new EnumMap<TruthDataset, Long>(TruthDataset.class);
    new Truth(CHAIN).forEach(0, 600, row -> wanted.merge(row.dataset(),
        isWanted(row) ? 1L : 0L, Long::sum));
    assertThat(wanted.values()).allMatch(count -> count > 0);
    wanted.forEach((dataset, count) -> assertThat(fetched.outcome().getRowCounts())
        .containsEntry(dataset.id(), count));
    assertThat(fetched.records()).hasSize(
        (int) wanted.values().stream().mapToLong(Long::longValue).sum());
  }

  private static boolean isWanted(TruthRow row) {
    if (row.dataset() != TruthDataset.UNCLASSIFIED_LOGS) {
      return PARTIES.contains(row.from()) || PARTIES.contains(row.to());
    }
    int first = row.topics().getFirst().startsWith("0xddf252ad") ? 1 : 2;
    return row.topics().stream().skip(first).limit(2)
        .anyMatch(topic -> PARTIES.contains("0x" + topic.substring(26)));
  }

  private static List<String> parties() {
    var rows = new ArrayList<TruthRow>();
    new Truth(CHAIN).forEach(500, 500, rows::add);
    var row = rows.stream().filter(one -> one.dataset() == TruthDataset.ERC20_TRANSFERS)
        .findFirst().orElseThrow();
    return Stream.of(row.from(), row.to(), "0x" + "00".repeat(20)).distinct().sorted().toList();
  }
}
