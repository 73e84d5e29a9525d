package io.gapless.cli.realchain.anvil;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.realchain.DataFolder;
import io.gapless.cli.realchain.Row;
import io.gapless.cli.realchain.SharedStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// Transfers of real contracts on a real node.
@ExtendWith(SharedStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnvilBackfillIT {

  private static final Instant GENESIS = Instant.parse("2024-02-28T12:00:00Z");
  private static final Duration BETWEEN = Duration.ofMinutes(45);
  private static final int BLOCKS = 72;
  private static final long LAST = BLOCKS + 1L;

  private static @Nullable AnvilChain chain;
  private static List<Row> expected = List.of();

  @BeforeAll
  static void makeAChain() throws Exception {
    AnvilChain.assumeAvailable();
    var anvil = AnvilChain.start(20_240_229, GENESIS);
    chain = anvil;
    var tokens = Tokens.deploy(anvil, compiled(), GENESIS.plus(BETWEEN));
    tokens.live(GENESIS.plus(BETWEEN.multipliedBy(2)), BLOCKS, BETWEEN);
    expected = ReceiptRows.of(tokens);
  }

  @AfterAll
  static void stopTheNode() throws Exception {
    if (chain != null) {
      chain.close();
    }
  }

  /// A test of the test: what it means to show is there to be seen.
  @Test
  void theChainHoldsEveryKindOfTransferOnThreeDays() {
    var days = expected.stream().map(row -> Instant.ofEpochMilli(
        Long.parseLong(row.columns().getOrDefault("block_time", ""))).toString().substring(0, 10))
        .collect(Collectors.toSet());
    var oddTopics = expected.stream().filter(row -> row.table().equals(Row.UNCLASSIFIED))
        .map(row -> row.columns().getOrDefault("topics", "").split(",", -1).length)
        .collect(Collectors.toSet());
    var batchSizes = expected.stream().filter(row -> "1".equals(row.columns().get("is_batch")))
        .map(row -> row.columns().getOrDefault("token_ids", ""))
        .map(ids -> ids.equals("[]") ? 0 : ids.split(",", -1).length).collect(Collectors.toSet());

    assertThat(days).containsExactlyInAnyOrder("2024-02-28", "2024-02-29", "2024-03-01");
    assertThat(batchSizes).contains(0, 1, 2, 3, 10, 30);
    assertThat(oddTopics).containsExactlyInAnyOrder(1, 4);
    assertThat(expected).hasSizeGreaterThan(300).extracting(Row::table)
        .contains(Row.ERC20, Row.ERC721, Row.ERC1155, Row.UNCLASSIFIED);
    assertThat(expected).extracting(row -> row.columns().get("value"))
        .contains("0", "1157920892373161954235709850086879078532699846656405640394575840079131296"
            + "39935");
  }

  @Test
  @Order(1)
  void everyRowIsWhatTheReceiptsSay(DataFolder data) {
    var node = node();

    var days = data.backfill(node.url(), "2024-02-28", "2024-02-29");
    var rest = data.backfill(node.url(), Long.toString(firstOfMarch()), Long.toString(LAST));

    assertThat(days.exitCode()).as(days.err()).isZero();
    assertThat(rest.exitCode()).as(rest.err()).isZero();
    var found = data.tables().rows("evm-" + node.chainId(), 0, LAST);
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(data.tables().oddlyKept("evm-" + node.chainId(), 0, LAST,
        Set.of(days.json().get("job_id").asText(), rest.json().get("job_id").asText()),
        days.started(), rest.ended())).isZero();
    assertThat(days.json().get("blocks_covered").asLong()
        + rest.json().get("blocks_covered").asLong()).isEqualTo(LAST + 1);
  }

  @Test
  @Order(2)
  void everyTransactionBehindThemIsWhatTheNodeSays(DataFolder data) throws Exception {
    var node = node();
    var hashes = expected.stream().filter(row -> !row.table().equals(Row.UNCLASSIFIED))
        .map(row -> row.columns().getOrDefault("tx_hash", "")).collect(Collectors.toSet());

    var run = data.enrich(List.of(node.url()));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().get("processed").asLong()).isEqualTo(hashes.size());
    assertThat(data.clickHouse().query("SELECT " + NodeTransactions.LINE
        + " FROM transaction_enrichment_hex WHERE chain = 'evm-" + node.chainId()
        + "' ORDER BY tx_hash", row -> row.getString(1)))
        .isEqualTo(NodeTransactions.lines(node, hashes));
  }

  /// Number of the first block of 2024-03-01.
  private static long firstOfMarch() {
    return Duration.between(GENESIS, Instant.parse("2024-03-01T00:00:00Z")).dividedBy(BETWEEN);
  }

  private static AnvilChain node() {
    if (chain == null) {
      throw new IllegalStateException("no chain was made");
    }
    return chain;
  }

  private static Map<String, String> compiled() throws Exception {
    return Solidity.compile(AnvilBackfillIT.class, "Coin.sol", "Art.sol", "Items.sol",
        "Oddities.sol");
  }
}
