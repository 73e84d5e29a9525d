package io.gapless.fetcher.xrpl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplSettings;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.xrpl.XrplNodeOptions;
import io.gapless.simulator.xrpl.XrplSimulator;
import io.gapless.simulator.xrpl.ledgers.LedgerForm;
import io.gapless.simulator.xrpl.ledgers.LedgerJson;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.Test;

/// Ledgers in JSON form, of a network that has gone on since this program was written.
class NewFieldsIT {

  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(40).withTransactionsPerLedger(12));
  private static final long FIRST = LEDGERS.firstIndex();
  /// So that rows do not say when they were fetched.
  private static final InstantSource FIXED = InstantSource.fixed(Instant.EPOCH);
  private static final GovernorSettings QUICK = new GovernorSettings(5_000, 20_000, 20, 20, 5,
      Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofHours(1));

  @Test
  void rowsAreTheSameThoughNothingIsProven() throws Exception {
    FetchedWork<RangeWork, RangeOutcome> proven;
    try (var server = XrplSimulator.start(LEDGERS, XrplNodeOptions.defaults())) {
      proven = fetch(Endpoint.of(server.url().toString()), FIXED);
    }
    FetchedWork<RangeWork, RangeOutcome> read;
    try (var server = new Server(transactions -> transactions.forEach(NewFieldsIT::renew))) {
      read = fetch(server.endpoint(), FIXED);
    }

    assertThat(proven.outcome().getVerdict()).isEqualTo(Verdict.ROOT);
    assertThat(read.outcome().getCovered()).as(read.outcome().getReason()).isTrue();
    assertThat(read.outcome().getVerdict()).isEqualTo(Verdict.HEAD);
    assertThat(read.outcome().getRowCounts()).isEqualTo(proven.outcome().getRowCounts());
    assertThat(read.records()).usingRecursiveComparison().isEqualTo(proven.records());
    assertThat(read.evidence()).isEmpty();
  }

  @Test
  void aLedgerThatLacksATransactionIsNotTaken() throws Exception {
    FetchedWork<RangeWork, RangeOutcome> fetched;
    try (var server = new Server(transactions -> {
      transactions.forEach(NewFieldsIT::renew);
      var all = transactions.elements();
      JsonNode first = all.next();
      if (first.at("/meta/TransactionIndex").asInt() == transactions.size() - 1) {
        first = all.next();
      }
      all.remove();
    })) {
      fetched = fetch(server.endpoint(), InstantSource.system());
    }

    assertThat(fetched.outcome().getCovered()).isFalse();
    assertThat(fetched.outcome().getReason()).contains("transactions none is the one of index");
    assertThat(fetched.evidence()).isNotEmpty();
  }

  private static void renew(JsonNode transaction) {
    ((ObjectNode) transaction.get("tx_json")).putObject("Novelty").put("Kind", 1);
    ((ObjectNode) transaction.get("meta")).put("NoveltyCount", 1);
  }

  private static FetchedWork<RangeWork, RangeOutcome> fetch(Endpoint endpoint, InstantSource clock)
      throws InterruptedException {
    try (var client = new XrplClient(endpoint,
        XrplSettings.DEFAULT.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)),
        new ErrorClassifier(InstantSource.system()), new Random(1))) {
      var pool = new EndpointPool<>(Map.of(endpoint, client), QUICK, System::nanoTime);
      pool.knowsHistory(endpoint, List.of(new BlockRange(FIRST, LEDGERS.lastIndex())));
      var work = RangeWork.newBuilder().setJobId("job").setNumber(0)
          .setChain("xrpl-" + LEDGERS.options().networkId()).setDatasets(LedgerRecords.DATASETS)
          .setContracts(List.of()).setFirst(FIRST).setLast(FIRST + 19).setDayIdx(0).setAttempt(1)
          .setCause(WorkCause.PLANNED).setVerify(Verdict.ROOT).setMinVersion(0)
          .setCreatedAt(Instant.EPOCH).build();
      return new XrplFetch(pool, Topics.withDefaults(), new RecordSerdes(new InMemoryRegistry()),
          "worker", clock, Duration.ofSeconds(1), Duration.ZERO)
          .fetch(work, Long.MAX_VALUE);
    }
  }

  /// Gives ledgers in JSON form only, changed before they are sent.
  private static final class Server extends WebSocketServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<JsonNode> change;
    private final CountDownLatch started = new CountDownLatch(1);

    Server(Consumer<JsonNode> change) throws InterruptedException {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      this.change = change;
      setReuseAddr(true);
      start();
      started.await();
    }

    Endpoint endpoint() {
      return Endpoint.of("ws://127.0.0.1:" + getPort());
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
      try {
        JsonNode request = JSON.readTree(message);
        ObjectNode answer = JSON.createObjectNode().put("id", request.path("id").asLong());
        if (request.path("binary").asBoolean()) {
          answer.put("status", "error").put("error", "invalidParams").put("error_code", 31);
        } else {
          ObjectNode result = LedgerJson.result(
              LEDGERS.ledger(request.path("ledger_index").asLong()),
              new LedgerForm(true, true, false, LedgerForm.VERSION_2));
          change.accept(result.at("/ledger/transactions"));
          answer.put("status", "success").set("result", result);
        }
        socket.send(answer.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
      // It will ask.
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
      // The client noticed.
    }

    @Override
    public void onError(WebSocket socket, Exception cause) {
      // The client noticed.
    }

    @Override
    public void close() {
      try {
        stop(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
