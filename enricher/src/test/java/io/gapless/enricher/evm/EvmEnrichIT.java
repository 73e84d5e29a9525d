package io.gapless.enricher.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmSettings;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.schemas.record.Address;
import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.Hash32;
import io.gapless.schemas.record.ReceiptLog;
import io.gapless.schemas.record.TransactionEnrichment;
import io.gapless.schemas.record.TransactionVerdict;
import io.gapless.schemas.record.UInt256;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WantedTransaction;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.evm.EvmFaults;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.TransactionTruth;
import io.gapless.simulator.evm.chain.TransactionTruthRow;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches of transactions from simulated nodes.
class EvmEnrichIT {

  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(400));
  /// Simulated nodes need not be felt out.
  private static final GovernorSettings QUICK = new GovernorSettings(5_000, 20_000, 64, 128, 5,
      Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));
  private static final long PLENTY = 1L << 40;
  private static final HexFormat HEX = HexFormat.of();

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final List<EvmSimulator> nodes = new ArrayList<>();

  @AfterEach
  void stopNodes() {
    nodes.forEach(EvmSimulator::close);
  }

  @Test
  void bringsEveryFieldOfTransactionsByTheirHashes() throws InterruptedException {
    var wanted = sparse();
    var fetched = fetch(work(wanted), EvmNodeOptions.defaults());

    assertEqual(fetched, wanted);
    assertThat(fetched.outcome().getBlocks()).isZero();
    assertThat(fetched.outcome().getRequests()).isLessThan(wanted.size() / 4L);
  }

  @Test
  void readsBlocksWholeForMany() throws InterruptedException {
    var wanted = truth(100, 160);
    var fetched = fetch(work(wanted), EvmNodeOptions.defaults());

    assertEqual(fetched, wanted);
    assertThat(fetched.outcome().getBlocks()).isPositive();
    assertThat(fetched.outcome().getCalls()).isLessThan(2L * wanted.size());
  }

  @Test
  void readsAllBlocksWholeWhereAllIsToBeProven() throws InterruptedException {
    var wanted = sparse();
    var work = work(wanted);
    work.setVerify(Verdict.ROOT);

    var fetched = fetch(work, EvmNodeOptions.defaults(), faulty("alter-logs=20"));

    assertEqual(fetched, wanted);
    assertThat(fetched.outcome().getBlocks()).isGreaterThanOrEqualTo(wanted.size());
  }

  static Stream<Arguments> faults() {
    return Stream.of("throttle=3", "throttle-call=5", "throttle-json-rpc=3", "errors=5",
        "missing-data=5", "no-transaction-index", "empty-body=4", "html-503=4", "reset=4",
        "truncated=4", "pruned-null=200", "pruned-error=200", "omit-logs=10")
        .flatMap(fault -> Stream.of(arguments(fault, false), arguments(fault, true)));
  }

  @ParameterizedTest(name = "{0}, many of a block: {1}")
  @MethodSource("faults")
  void bringsAllBesideAHonestNode(String fault, boolean dense) throws InterruptedException {
    var wanted = dense ? truth(100, 130) : sparse();
    var fetched = fetch(work(wanted), faulty(fault), EvmNodeOptions.defaults());

    assertEqual(fetched, wanted);
    assertThat(fetched.rest()).isEmpty();
  }

  @Test
  void asksForFewerCallsWhereANodeTakesFewer() throws InterruptedException {
    var wanted = sparse();
    assertEqual(fetch(work(wanted), EvmNodeOptions.defaults().withBatchLimit(7)), wanted);
  }

  @Test
  void tellsWhichTransactionsAreNotOnTheChain() throws InterruptedException {
    var truth = truth(100, 110);
    var unknown = wanted(truth.getFirst());
    unknown.setTxHash(new Hash32(new byte[32]));
    var reorganised = wanted(truth.getLast());
    reorganised.setBlockHash(new Hash32(new byte[32]));
    var work = work(List.of());
    work.setTransactions(List.of(unknown, reorganised, wanted(truth.get(1))));

    var outcome = fetch(work, EvmNodeOptions.defaults(), EvmNodeOptions.defaults()).outcome();

    assertThat(outcome.getFound()).isEqualTo(1);
    assertThat(outcome.getAbsent()).extracting(TransactionVerdict::getReason).satisfiesExactly(
        first -> assertThat(first)
            .isEqualTo("block " + truth.getFirst().blockNumber() + " does not hold it"),
        second -> assertThat(second).startsWith(
            "block " + truth.getLast().blockNumber() + " was reorganised: it is 0x"));
    assertThat(outcome.getFailed()).isEmpty();
  }

  @Test
  void handsBackWhatOutgrowsItsShare() throws InterruptedException {
    var wanted = truth(100, 130);
    var fetched = fetching(Duration.ofSeconds(30), EvmNodeOptions.defaults()).fetch(work(wanted),
        20_000);

    var rest = fetched.rest().orElseThrow();
    assertThat(rest.getAttempt()).isEqualTo(2);
    assertThat(rest.getMaxAttempts()).isEqualTo(4);
    assertThat(fetched.outcome().getHandedBack()).isEqualTo(rest.getTransactions().size());
    assertThat(fetched.outcome().getFound() + rest.getTransactions().size())
        .isEqualTo(wanted.size());
  }

  @Test
  void handsBackWhatNobodyGivesUntilAttemptsAreUsedUp() throws InterruptedException {
    var work = work(truth(100, 101));
    var silent = faulty("errors=1");

    var first = fetching(Duration.ZERO, silent).fetch(work, PLENTY);
    assertThat(first.outcome().getReason()).contains("Internal error");
    assertThat(first.rest().orElseThrow().getAttempt()).isEqualTo(2);

    work.setAttempt(3);
    var last = fetching(Duration.ZERO, silent).fetch(work, PLENTY);
    assertThat(last.rest()).isEmpty();
    assertThat(last.outcome().getFailed()).hasSameSizeAs(work.getTransactions())
        .allSatisfy(one -> assertThat(one.getReason()).contains("Internal error"));
  }

  /// One transaction a block.
  private static List<TransactionTruthRow> sparse() {
    var rows = new ArrayList<TransactionTruthRow>();
    var blocks = new HashSet<Long>();
    truth(150, 250).forEach(row -> {
      if (blocks.add(row.blockNumber())) {
        rows.add(row);
      }
    });
    return rows;
  }

  private static List<TransactionTruthRow> truth(long first, long last) {
    var rows = new ArrayList<TransactionTruthRow>();
    new TransactionTruth(CHAIN).forEach(first, last, rows::add);
    return rows;
  }

  private static EvmNodeOptions faulty(String fault) {
    return EvmFaults.applied(fault, EvmNodeOptions.defaults());
  }

  private static EnrichmentWork work(List<TransactionTruthRow> wanted) {
    return EnrichmentWork.newBuilder().setJobId("run").setNumber(0).setChain("evm-900001")
        .setTransactions(wanted.stream().map(EvmEnrichIT::wanted).toList()).setCalls(25)
        .setDelayMillis(0).setAttempt(1).setMaxAttempts(3).setMinVersion(0)
        .setCreatedAt(Instant.EPOCH).build();
  }

  private static WantedTransaction wanted(TransactionTruthRow row) {
    return new WantedTransaction(row.blockNumber(), row.blockTime(),
        new Hash32(bytes(row.blockHash())), new Hash32(bytes(row.txHash())));
  }

  private FetchedWork<EnrichmentWork, EnrichmentOutcome> fetch(EnrichmentWork work,
      EvmNodeOptions... options) throws InterruptedException {
    return fetching(Duration.ofSeconds(60), options).fetch(work, PLENTY);
  }

  private EvmEnrich fetching(Duration patience, EvmNodeOptions... options) {
    var http = EvmClient.connections(Duration.ofSeconds(5));
    var classifier = new ErrorClassifier(InstantSource.system());
    var clients = new LinkedHashMap<Endpoint, EvmClient>();
    for (var one : options) {
      var node = EvmSimulator.start(CHAIN, one);
      nodes.add(node);
      var endpoint = Endpoint.of(node.url().toString());
      clients.put(endpoint, new EvmClient(endpoint, http, EvmSettings.DEFAULT, classifier));
    }
    return new EvmEnrich(new EndpointPool<>(clients, QUICK, System::nanoTime), "evm-900001",
        Topics.withDefaults(), serdes, "worker", InstantSource.system(), patience);
  }

  private void assertEqual(FetchedWork<EnrichmentWork, EnrichmentOutcome> fetched,
      List<TransactionTruthRow> wanted) {
    var rows = fetched.records().stream()
        .filter(record -> record.topic().endsWith("enrichment.evm"))
        .map(record -> serdes.decode(record.topic(), record.value(), TransactionEnrichment.class))
        .sorted(Comparator.comparingLong(TransactionEnrichment::getBlockNumber)
            .thenComparingInt(TransactionEnrichment::getTxIndex))
        .map(EvmEnrichIT::row).toList();
    assertThat(rows).isEqualTo(wanted);
    assertThat(fetched.outcome().getFound()).isEqualTo(wanted.size());
  }

  private static TransactionTruthRow row(TransactionEnrichment row) {
    return new TransactionTruthRow(row.getBlockNumber(), row.getBlockTime(),
        hex(row.getBlockHash().bytes()), hex(row.getTxHash().bytes()), row.getTxIndex(),
        row.getTxType(), hex(row.getFromAddress().bytes()), address(row.getToAddress()),
        address(row.getContractAddress()), row.getNonce(), number(row.getValue()),
        row.getStatus() == null ? -1 : row.getStatus(), row.getGasLimit(), row.getGasUsed(),
        number(row.getGasPrice()), number(row.getBurnedFees()), hex(row.getMethodId()),
        hex(row.getInput()), row.getLogs().stream().map(ReceiptLog::getLogIndex).toList());
  }

  private static String address(@Nullable Address address) {
    return address == null ? "" : hex(address.bytes());
  }

  private static BigInteger number(@Nullable UInt256 number) {
    return number == null ? BigInteger.ONE.negate() : new BigInteger(1, number.bytes());
  }

  private static String hex(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return hex(bytes);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HEX.formatHex(bytes);
  }

  private static byte[] bytes(String hex) {
    return HEX.parseHex(hex.substring(2));
  }
}
