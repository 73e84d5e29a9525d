package io.gapless.enricher.xrpl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplSettings;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.fetcher.work.OutputRecord;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.TransactionVerdict;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WantedTransaction;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.WireFormat;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.xrpl.XrplFaults;
import io.gapless.simulator.xrpl.XrplNodeOptions;
import io.gapless.simulator.xrpl.XrplSimulator;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.TruthPayment;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import io.gapless.simulator.xrpl.ledgers.XrplTruth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Batches of transactions of the XRP Ledger from simulated servers.
class XrplEnrichIT {

  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(120).withTransactionsPerLedger(12));
  private static final long FIRST = LEDGERS.firstIndex();
  /// Simulated servers need not be felt out.
  private static final GovernorSettings QUICK = new GovernorSettings(5_000, 20_000, 20, 20, 5,
      Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofHours(1));
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final List<XrplSimulator> servers = new ArrayList<>();
  private final List<XrplClient> clients = new ArrayList<>();

  @AfterEach
  void stop() {
    clients.forEach(XrplClient::close);
    servers.forEach(XrplSimulator::close);
  }

  @Test
  void bringsEveryTransactionWhole() throws InterruptedException {
    var wanted = payments();
    var fetched = fetch(work(wanted), XrplNodeOptions.defaults());

    assertEqual(fetched, wanted);
    assertThat(fetched.outcome().getRequests()).isEqualTo(40);
  }

  @Test
  void takesNothingOnTheWordOfAServerThatIsWrong() throws InterruptedException {
    var wanted = payments();
    var fetched = fetch(work(wanted),
        XrplFaults.applied("alter-metadata=2", XrplNodeOptions.defaults()),
        XrplNodeOptions.defaults());

    assertEqual(fetched, wanted);
    assertThat(fetched.evidence()).isNotEmpty();
  }

  @Test
  void takesOneByItsHashThatIsWantedAloneOfItsLedger() throws InterruptedException {
    var wanted = lonePayments();
    var fetched = fetch(work(wanted), XrplNodeOptions.defaults());

    assertEqual(fetched, wanted);
    assertThat(servers.getFirst().stats().served("tx")).isEqualTo(wanted.size());
    assertThat(fetched.outcome().getBlocks()).isZero();
  }

  @Test
  void takesTheLedgerWhereAllIsToBeProven() throws InterruptedException {
    var wanted = lonePayments();
    var work = work(wanted);
    work.setVerify(Verdict.ROOT);

    var fetched = fetch(work,
        XrplFaults.applied("alter-metadata=2", XrplNodeOptions.defaults()),
        XrplNodeOptions.defaults());

    assertEqual(fetched, wanted);
    assertThat(fetched.outcome().getBlocks()).isEqualTo(wanted.size());
    assertThat(servers).allSatisfy(
        server -> assertThat(server.stats().served("tx")).isZero());
  }

  @Test
  void takesTheLedgerWhereTheHashIsOfNoHelp() throws InterruptedException {
    var wanted = lonePayments();
    var fetched = fetch(work(wanted),
        XrplFaults.applied("alter-transaction=1", XrplNodeOptions.defaults()),
        XrplFaults.applied("not-validated=1", XrplNodeOptions.defaults()),
        XrplNodeOptions.defaults());

    assertEqual(fetched, wanted);
    assertThat(fetched.outcome().getBlocks()).isPositive();
  }

  @Test
  void tellsWhichTransactionsAreNotThere() throws InterruptedException {
    var wanted = payments().subList(0, 2);
    var work = work(wanted);
    work.getTransactions().getFirst()
        .setTxHash(new io.gapless.schemas.record.Hash32(new byte[32]));
    work.getTransactions().getLast()
        .setBlockHash(new io.gapless.schemas.record.Hash32(new byte[32]));

    var outcome = fetch(work, XrplNodeOptions.defaults()).outcome();

    assertThat(outcome.getFound()).isZero();
    assertThat(outcome.getAbsent()).extracting(TransactionVerdict::getReason).satisfiesExactly(
        first -> assertThat(first).endsWith(" does not hold it"),
        second -> assertThat(second).endsWith(", not the one that payments name"));
  }

  private static List<TruthPayment> payments() {
    var payments = new ArrayList<TruthPayment>();
    new XrplTruth(LEDGERS).forEachPayment(FIRST, FIRST + 39, payments::add);
    return payments;
  }

  private static List<TruthPayment> lonePayments() {
    return List.copyOf(payments().stream().collect(
        Collectors.toMap(TruthPayment::ledgerIndex, one -> one, (one, _) -> one, TreeMap::new))
        .values());
  }

  private static EnrichmentWork work(List<TruthPayment> wanted) {
    return EnrichmentWork.newBuilder().setJobId("run").setNumber(0)
        .setChain("xrpl-" + LEDGERS.options().networkId())
        .setTransactions(wanted.stream().map(one -> new WantedTransaction(one.ledgerIndex(),
            one.closeTime(), hash(one.ledgerHash()), hash(one.txHash()))).toList())
        .setCalls(25).setDelayMillis(0).setAttempt(1).setMaxAttempts(3).setMinVersion(0)
        .setCreatedAt(Instant.EPOCH).build();
  }

  private static io.gapless.schemas.record.Hash32 hash(String hex) {
    return new io.gapless.schemas.record.Hash32(HEX.parseHex(hex));
  }

  private FetchedWork<EnrichmentWork, EnrichmentOutcome> fetch(EnrichmentWork work,
      XrplNodeOptions... options) throws InterruptedException {
    var byEndpoint = new LinkedHashMap<Endpoint, XrplClient>();
    for (var one : options) {
      var server = XrplSimulator.start(LEDGERS, one);
      servers.add(server);
      var endpoint = Endpoint.of(server.url().toString());
      var client = new XrplClient(endpoint,
          XrplSettings.DEFAULT.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(1)),
          new ErrorClassifier(InstantSource.system()), new Random(1));
      clients.add(client);
      byEndpoint.put(endpoint, client);
    }
    return new XrplEnrich(new EndpointPool<>(byEndpoint, QUICK, System::nanoTime),
        Topics.withDefaults(), new RecordSerdes(new InMemoryRegistry()), "worker",
        InstantSource.system(), Duration.ofSeconds(60)).fetch(work, Long.MAX_VALUE);
  }

  private static void assertEqual(FetchedWork<EnrichmentWork, EnrichmentOutcome> fetched,
      List<TruthPayment> wanted) {
    assertThat(fetched.records().stream().map(XrplEnrichIT::line).sorted()).isEqualTo(
        wanted.stream().map(one -> String.join(" ", String.valueOf(one.ledgerIndex()),
            one.closeTime().toString(), one.ledgerHash(), one.txHash(),
            String.valueOf(one.txIndex()), "Payment", one.result(),
            String.valueOf(one.feeDrops()), String.valueOf(one.sequence()),
            String.valueOf(one.flags()))).sorted().toList());
  }

  private static String line(OutputRecord record) {
    var schema = Datasets.all().named("xrpl_transaction_enrichment").schema();
    try {
      var row = new GenericDatumReader<GenericRecord>(schema).read(null,
          DecoderFactory.get().binaryDecoder(record.value(), WireFormat.HEADER_BYTES,
              record.value().length - WireFormat.HEADER_BYTES, null));
      return String.join(" ", row.get("ledger_index").toString(),
          Instant.ofEpochMilli((long) row.get("close_time")).toString(),
          hex(row.get("ledger_hash")), hex(row.get("tx_hash")), row.get("tx_index").toString(),
          row.get("tx_type").toString(), row.get("result").toString(),
          row.get("fee_drops").toString(), row.get("sequence").toString(),
          row.get("flags").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hex(Object fixed) {
    return Hash32.of(((GenericFixed) fixed).bytes()).toUpperHex();
  }
}
