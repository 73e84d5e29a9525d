package io.gapless.enricher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.embedded.EmbeddedConfig;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.embedded.Service;
import io.gapless.enricher.plan.MissingSet.Scope;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.record.WantedTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is missing, in a real engine. Each test has a chain of its own.
class MissingSetIT {

  private static final AtomicInteger CHAINS = new AtomicInteger();
  private static final String TOKEN = "0x" + "aa".repeat(20);
  private static final String OTHER = "0x" + "bb".repeat(20);
  @TempDir
  static Path folder;
  private static @Nullable EmbeddedStack engine;
  private static ClickHouse server;
  private String chain = "";
  private MissingSet set;

  @BeforeAll
  static void connect() {
    engine = EmbeddedStack.start(EmbeddedConfig.of(folder).with(Service.CLICKHOUSE));
    server = ClickHouse.connect("jdbc:clickhouse:" + engine.url(Service.CLICKHOUSE));
    server.createTables();
  }

  @AfterAll
  static void disconnect() {
    server.close();
    if (engine != null) {
      engine.close();
    }
  }

  @BeforeEach
  void ownChain() {
    chain = "evm-" + CHAINS.incrementAndGet();
    set = new MissingSet(() -> server, Duration.ofMinutes(1), 7);
  }

  @Test
  void isEveryTransactionOfAnyTransferOnce() throws InterruptedException {
    erc20(10, 1, TOKEN);
    erc20(10, 1, OTHER);
    erc721(10, 1);
    erc721(11, 2);
    erc20(3_000_000, 3, TOKEN);

    assertThat(all(List.of())).containsExactly("10/1", "11/2", "3000000/3");
    assertThat(set.millions(chain, null)).containsExactly(0L, 3L);
  }

  @Test
  void leavesOutWhatIsEnrichedAtTheSameBlock() throws InterruptedException {
    erc20(10, 1, TOKEN);
    erc20(10, 2, TOKEN);
    enriched(10, 1, Wanted.hash(10, -1).bytes());
    // of the block that was there before a reorganisation
    enriched(10, 2, Wanted.hash(99, -1).bytes());

    assertThat(all(List.of())).containsExactly("10/2");
  }

  @Test
  void leavesOutWhatTheRunHasSettled() throws InterruptedException {
    erc20(10, 1, TOKEN);
    erc20(10, 2, TOKEN);
    server.execute("INSERT INTO enrichment_batches (job_id, chain, number, attempt, absent)"
        + " VALUES ('run', '" + chain + "', 0, 1, [(10, unhex('" + hex(10, 1) + "'), 'gone')])");

    assertThat(page("run", List.of(), Cursor.before(0), 100)).containsExactly("10/2");
    assertThat(page("another", List.of(), Cursor.before(0), 100)).containsExactly("10/1", "10/2");
  }

  @Test
  void leavesOutTransfersThatAreDeleted() throws InterruptedException {
    erc20(10, 1, TOKEN);
    server.execute("INSERT INTO erc20_transfers_staging SELECT * REPLACE (2 AS version,"
        + " 1 AS is_deleted) FROM erc20_transfers_staging WHERE chain = '" + chain + "'");

    assertThat(all(List.of())).isEmpty();
  }

  @Test
  void isOfTheContractsThatAreAskedFor() throws InterruptedException {
    erc20(10, 1, TOKEN);
    erc20(10, 2, OTHER);
    erc20(11, 3, TOKEN);
    erc20(11, 3, OTHER);

    assertThat(all(List.of(OTHER))).containsExactly("10/2", "11/3");
    var counted = set.count(new Scope(chain, List.of(), ""), 0);
    assertThat(counted.all()).isEqualTo(3);
    assertThat(counted.byContract()).isEqualTo(Map.of(TOKEN, 2L, OTHER, 2L));
    assertThat(counted.wantedInABlock()).isEqualTo(Map.of(2L, 1L, 1L, 1L));
  }

  /// The set shrinks behind the reader, and grows before and behind it.
  @Test
  void passesOverNothingWhileItShrinksAndGrows() throws InterruptedException {
    for (int block = 10; block < 40; block++) {
      for (int n = 0; n < 3; n++) {
        erc20(block, n, TOKEN);
      }
    }
    var seen = new ArrayList<String>();
    var place = Cursor.before(0);
    for (var atEnd = false; !atEnd;) {
      var page = set.page(new Scope(chain, List.of(), ""), place, 999_999, 4);
      for (var one : page.transactions()) {
        seen.add(name(one));
        enriched(one.getBlockNumber(), number(one), one.getBlockHash().bytes());
      }
      if (seen.size() == 20) {
        erc20(5, 7, TOKEN);
        erc20(30, 8, TOKEN);
      }
      place = page.place();
      atEnd = page.atEnd();
    }

    assertThat(seen).hasSize(91).doesNotHaveDuplicates().contains("30/8").doesNotContain("5/7");
    assertThat(all(List.of())).containsExactly("5/7");
  }

  @Test
  void ofTheXrpLedgerAreItsPayments() throws InterruptedException {
    chain = "xrpl-" + CHAINS.get();
    server.execute("INSERT INTO xrpl_payments (chain, ledger_index, ledger_hash, tx_hash, tx_index)"
        + " VALUES ('" + chain + "', 10, unhex('" + hex(10, -1) + "'), unhex('" + hex(10, 1)
        + "'), 0), ('" + chain + "', 10, unhex('" + hex(10, -1) + "'), unhex('" + hex(10, 2)
        + "'), 1)");
    server.execute("INSERT INTO xrpl_transaction_enrichment (chain, ledger_index, ledger_hash,"
        + " tx_hash) VALUES ('" + chain + "', 10, unhex('" + hex(10, -1) + "'), unhex('"
        + hex(10, 1) + "'))");

    assertThat(page("", List.of(), Cursor.before(0), 100)).containsExactly("10/2");
  }

  private List<String> all(List<String> contracts) throws InterruptedException {
    var names = new ArrayList<String>();
    for (long million : set.millions(chain, null)) {
      var place = MissingSet.begin(million);
      for (var atEnd = false; !atEnd;) {
        var page = set.page(new Scope(chain, contracts, ""), place, MissingSet.lastBlock(million),
            2);
        page.transactions().forEach(one -> names.add(name(one)));
        place = page.place();
        atEnd = page.atEnd();
      }
    }
    return names;
  }

  private List<String> page(String run, List<String> contracts, Cursor place, int limit)
      throws InterruptedException {
    return set.page(new Scope(chain, contracts, run), place, 999_999, limit).transactions().stream()
        .map(MissingSetIT::name).toList();
  }

  private static String name(WantedTransaction one) {
    return one.getBlockNumber() + "/" + number(one);
  }

  private static int number(WantedTransaction one) {
    return one.getTxHash().bytes()[31];
  }

  private void erc20(long block, int n, String token) {
    transfer("erc20_transfers_staging", block, n, token);
  }

  private void erc721(long block, int n) {
    transfer("erc721_transfers_staging", block, n, TOKEN);
  }

  private void transfer(String table, long block, int n, String token) {
    server.execute("INSERT INTO " + table + " (chain, block_number, block_hash, tx_hash, log_index,"
        + " token_address, version) VALUES ('" + chain + "', " + block + ", unhex('"
        + hex(block, -1) + "'), unhex('" + hex(block, n) + "'), " + (n * 10
            + (token.equals(TOKEN) ? 0 : 1) + (table.startsWith("erc721") ? 5 : 0))
        + ", unhex('"
        + token.substring(2) + "'), 1)");
  }

  private void enriched(long block, int n, byte[] blockHash) {
    server.execute("INSERT INTO transaction_enrichment (chain, block_number, block_hash, tx_hash)"
        + " VALUES ('" + chain + "', " + block + ", unhex('" + HexFormat.of().formatHex(blockHash)
        + "'), unhex('" + hex(block, n) + "'))");
  }

  private static String hex(long block, int n) {
    return HexFormat.of().formatHex(Wanted.hash(block, n).bytes());
  }
}
