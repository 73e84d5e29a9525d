package io.gapless.fetcher.xrpl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.xrpl.ServerInfo;
import io.gapless.chains.xrpl.Weighed;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplSettings;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Segment;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.xrpl.XrplFaults;
import io.gapless.simulator.xrpl.XrplNodeOptions;
import io.gapless.simulator.xrpl.XrplSimulator;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import io.gapless.simulator.xrpl.ledgers.XrplTruth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XrplFetchIT {

  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(300).withTransactionsPerLedger(12));
  private static final long FIRST = LEDGERS.firstIndex();
  private static final Duration PATIENT = Duration.ofSeconds(60);
  /// Simulated servers need not be felt out.
  private static final GovernorSettings QUICK = new GovernorSettings(5_000, 20_000, 20, 20, 5,
      Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofHours(1));

  private final List<XrplSimulator> servers = new ArrayList<>();
  private final List<XrplClient> clients = new ArrayList<>();

  @AfterEach
  void stop() {
    clients.forEach(XrplClient::close);
    servers.forEach(XrplSimulator::close);
  }

  @Test
  void provesEveryLedger() throws Exception {
    start(XrplNodeOptions.defaults());

    var fetched = fetch(PATIENT, work(FIRST, FIRST + 99));

    assertWhole(fetched, FIRST, FIRST + 99);
    var outcome = fetched.outcome();
    assertThat(outcome.getVerdict()).isEqualTo(Verdict.ROOT);
    assertThat(outcome.getSegments()).hasSize(1);
    assertThat(outcome.getFirstParentHash().array())
        .isEqualTo(LEDGERS.header(FIRST).parentHash());
    assertThat(outcome.getLastHash().array()).isEqualTo(LEDGERS.hash(FIRST + 99));
    assertThat(fetched.evidence()).isEmpty();
    assertThat(fetched.rest()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-binary", "api-v1-only"})
  void provesWhatComesInOtherForms(String fault) throws Exception {
    start(XrplFaults.applied(fault, XrplNodeOptions.defaults()));

    var fetched = fetch(PATIENT, work(FIRST, FIRST + 39));

    assertWhole(fetched, FIRST, FIRST + 39);
    assertThat(fetched.outcome().getVerdict()).isEqualTo(Verdict.ROOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncate=2", "alter-transaction=2", "alter-metadata=2",
      "alter-header=2", "relabelled-ledger=2", "other-ledger=2", "not-validated=2"})
  void takesNothingOnTheWordOfAServerThatIsWrong(String fault) throws Exception {
    start(XrplFaults.applied(fault, XrplNodeOptions.defaults()));
    start(XrplNodeOptions.defaults());

    var fetched = fetch(PATIENT, work(FIRST, FIRST + 99));

    assertWhole(fetched, FIRST, FIRST + 99);
    assertThat(fetched.outcome().getVerdict()).isEqualTo(Verdict.ROOT);
    assertThat(fetched.outcome().getLastHash().array()).isEqualTo(LEDGERS.hash(FIRST + 99));
    assertThat(fetched.evidence()).isNotEmpty()
        .allSatisfy(letter -> assertThat(letter.getSource()).isEqualTo(name(0)));
  }

  @Test
  void findsLedgersOfAnotherChainThatAreSoundInThemselves() throws Exception {
    start(XrplFaults.applied("forge=3", XrplNodeOptions.defaults()));
    start(XrplNodeOptions.defaults());

    // the last ledger of a leaf is tied to the next leaf's first, which is not looked at here
    var fetched = fetch(PATIENT, work(FIRST, FIRST + 98));

    assertThat(fetched.outcome().getCovered()).as(fetched.outcome().getReason()).isTrue();
    assertThat(fetched.evidence()).isNotEmpty()
        .allSatisfy(letter -> assertThat(letter.getSource()).isEqualTo(name(0)));
  }

  @Test
  void asksServersOnlyForWhatTheySayTheyHave() throws Exception {
    start(XrplNodeOptions.defaults().withHistory(FIRST + "-" + (FIRST + 49)));
    start(XrplNodeOptions.defaults()
        .withHistory((FIRST + 50) + "-" + (FIRST + 60) + "," + (FIRST + 90) + "-" + (FIRST + 99)));
    start(XrplNodeOptions.defaults().withHistory((FIRST + 61) + "-" + (FIRST + 89)));

    var fetched = fetch(PATIENT, work(FIRST, FIRST + 99));

    assertWhole(fetched, FIRST, FIRST + 99);
    assertThat(fetched.outcome().getSegments()).extracting(Segment::getLast)
        .containsExactly(FIRST + 49, FIRST + 60, FIRST + 89, FIRST + 99);
    assertThat(servers).allSatisfy(
        server -> assertThat(server.stats().requestsNotClaimed()).isZero());
  }

  @Test
  void saysAtOnceWhereNobodyHasALedger() throws Exception {
    start(XrplNodeOptions.defaults().withHistory(FIRST + "-" + (FIRST + 49)));

    var fetched = fetch(PATIENT, work(FIRST + 20, FIRST + 99));

    assertThat(fetched.outcome().getCovered()).isFalse();
    assertThat(fetched.outcome().getReason())
        .isEqualTo("no server says that it has ledger " + (FIRST + 50));
    assertThat(fetched.records()).isEmpty();
  }

  @Test
  void goesOnPastAServerThatStalls() throws Exception {
    start(XrplFaults.applied("stall=1", XrplNodeOptions.defaults()));
    start(XrplNodeOptions.defaults());

    var fetched = fetch(PATIENT, work(FIRST, FIRST + 9));

    assertWhole(fetched, FIRST, FIRST + 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut-frame=7", "disconnect=7", "malformed=7", "internal=3",
      "not-synced=9", "claims-missing=10"})
  void goesOnPastFaults(String fault) throws Exception {
    start(XrplFaults.applied(fault, XrplNodeOptions.defaults()));
    start(XrplNodeOptions.defaults());

    var fetched = fetch(PATIENT, work(FIRST, FIRST + 99));

    assertWhole(fetched, FIRST, FIRST + 99);
    assertThat(fetched.outcome().getVerdict()).isEqualTo(Verdict.ROOT);
  }

  @Test
  void givesBackWhatIsTooMuch() throws Exception {
    start(XrplNodeOptions.defaults());

    var fetched = fetching(PATIENT).fetch(work(FIRST, FIRST + 99), 20_000);

    long last = fetched.outcome().getLast();
    assertThat(last).isBetween(FIRST, FIRST + 98);
    assertWhole(fetched, FIRST, last);
    assertThat(fetched.outcome().getRestLast()).isEqualTo(FIRST + 99);
    assertThat(fetched.rest()).get().extracting(RangeWork::getFirst, RangeWork::getLast)
        .containsExactly(last + 1, FIRST + 99);
  }

  private static void assertWhole(FetchedWork<RangeWork, RangeOutcome> fetched, long first,
      long last) {
    var truth = new XrplTruth(LEDGERS).summarize(first, last);
    assertThat(fetched.outcome().getCovered()).as(fetched.outcome().getReason()).isTrue();
    assertThat(fetched.outcome().getLast()).isEqualTo(last);
    assertThat(fetched.outcome().getRowCounts()).containsEntry("xrpl_ledgers", truth.ledgers())
        .containsEntry("xrpl_payments", truth.payments());
    assertThat(fetched.records()).hasSize((int) (truth.ledgers() + truth.payments()));
  }

  private void start(XrplNodeOptions options) {
    servers.add(XrplSimulator.start(LEDGERS, options));
  }

  private String name(int server) {
    return Endpoint.of(servers.get(server).url().toString()).name();
  }

  private FetchedWork<RangeWork, RangeOutcome> fetch(Duration patience, RangeWork work)
      throws Exception {
    return fetching(patience).fetch(work, Long.MAX_VALUE);
  }

  private XrplFetch fetching(Duration patience) throws InterruptedException {
    var byEndpoint = new LinkedHashMap<Endpoint, XrplClient>();
    for (var server : servers) {
      var endpoint = Endpoint.of(server.url().toString());
      var client = new XrplClient(endpoint,
          XrplSettings.DEFAULT.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(1)),
          new ErrorClassifier(InstantSource.system()), new Random(1));
      clients.add(client);
      byEndpoint.put(endpoint, client);
    }
    var pool = new EndpointPool<>(byEndpoint, QUICK, System::nanoTime);
    for (var entry : byEndpoint.entrySet()) {
      if (entry.getValue().serverInfo() instanceof Answer.Value<Weighed<ServerInfo>>(var info)) {
        pool.knowsHistory(entry.getKey(), info.value().completeLedgers());
      }
    }
    return new XrplFetch(pool, Topics.withDefaults(), new RecordSerdes(new InMemoryRegistry()),
        "worker", InstantSource.system(), patience, Duration.ZERO);
  }

  private static RangeWork work(long first, long last) {
    return RangeWork.newBuilder().setJobId("job").setNumber(0)
        .setChain("xrpl-" + LEDGERS.options().networkId()).setDatasets(LedgerRecords.DATASETS)
        .setContracts(List.of()).setFirst(first).setLast(last).setDayIdx(0).setAttempt(1)
        .setCause(WorkCause.PLANNED).setVerify(Verdict.ROOT).setMinVersion(0)
        .setCreatedAt(Instant.EPOCH).build();
  }
}
