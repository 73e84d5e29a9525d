package io.gapless.cli.realchain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.operator.Typed;
import io.gapless.cli.realchain.anvil.AnvilChain;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.protocol.core.methods.response.Log;

/// A market from its logs to what each wallet won, by commands: a backfill that a rebuild follows, and
/// rebuilds of what is not whole.
class MarketIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final LocalDate DAY = MarketStory.FIRST_DAY.plusDays(3);
  @TempDir
  private static Path folder = Path.of("target");
  private static @Nullable AnvilChain chain;
  private static @Nullable MarketStory told;
  private static Typed up = new Typed(folder, Map.of());
  private static @Nullable Thread running;

  @BeforeAll
  static void playTheStory() throws Exception {
    AnvilChain.assumeAvailable();
    up = new Typed(folder, Map.of());
    var anvil = MarketStory.start();
    chain = anvil;
    told = MarketStory.play(anvil);
    var contracts = story().contracts();
    Files.writeString(market(), """
        {"name": "story", "chain": "evm-%d", "firstDay": "%s", "contracts": [
          {"role": "ctf", "address": "%s"}, {"role": "collateral", "address": "%s"},
          {"role": "exchange", "address": "%s"}, {"role": "fee", "address": "%s"}]}
        """.formatted(MarketStory.CHAIN_ID, MarketStory.FIRST_DAY, contracts.ctf(),
        contracts.collateral(), contracts.exchange(), story().cast().feeReceiver().address()));
    running = Thread.ofPlatform().name("up").start(
        () -> up.run("up", "--rpc", anvil.url(), "--staging-ttl", "30d"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      running.interrupt();
      running.join();
    }
    if (chain != null) {
      chain.close();
    }
  }

  @Test
  void tellsWhatEachWalletWonAndNothingThatIsNotWhole() throws Exception {
    await().atMost(PATIENCE).until(() -> up.out().contains("ready"));

    var backfill = run(0, "backfill", "evm", "--chain", "evm-" + MarketStory.CHAIN_ID, "--preset",
        market().toString(), "--to", Long.toString(MarketStory.lastBlock()), "--on-complete",
        "rebuild", "--gates-every", "1s");
    assertThat(backfill).contains("counted, and equal to what was covered");
    await("what was loaded was judged meanwhile").atMost(PATIENCE).until(
        () -> !sql("SELECT gate FROM gate_results WHERE profile = 'relaxed'").isEmpty());
    await().atMost(PATIENCE).until(() -> !snapshots().isEmpty());

    assertThat(profits()).isEqualTo(profitsOfTheBook());
    assertThat(results()).isEqualTo(resultsOfTheBook());
    var snapshot = new ObjectMapper().readTree(snapshots().getFirst().toFile());
    assertThat(snapshot.path("gates").path("passed").asBoolean()).isTrue();
    assertThat(snapshot.path("window").path("total_days").asInt()).isEqualTo(MarketStory.DAYS);
    assertThat(run(0, "gates", "--preset", market().toString())).doesNotContain("FAILED");
    assertFillsComeWithTheirTransactions();
    if (Boolean.getBoolean("gapless.chaos")) {
      assertMissed("high_confidence_volume", "erc20_transfers_staging", twoDays());
      assertMissed("system_cash_paired", "erc1155_transfers_staging", twoDays());
    }
    assertMissed("positions_paired", "erc1155_transfers_staging",
        "lower(hex(tx_hash)) = '" + batch().getTransactionHash().substring(2) + "'");

    var previous = sql("SELECT previous_run_id FROM active_runs");
    assertThat(run(0, "rebuild", "--preset", market().toString(), "--rollback"))
        .contains("readers see run " + previous);
    assertThat(run()).isEqualTo(previous);
    assertThat(profits()).isEqualTo(profitsOfTheBook());
    assertThat(run(0, "processes", "trace", "rebuild", "evm-" + MarketStory.CHAIN_ID))
        .contains("gates-failed", "rolled-back");
    new OperatorsGuide(folder, market(), Objects.requireNonNull(chain).url()).tryEveryCommand();
  }

  /// Fills that a backfill did not load come with the transactions behind the transfers.
  private static void assertFillsComeWithTheirTransactions() {
    var loaded = fills();
    sql("DELETE FROM exchange_fills WHERE 1");
    assertThat(fills()).startsWith("0\t").isNotEqualTo(loaded);

    assertThat(run(0, "enrich", "--chain", "evm-" + MarketStory.CHAIN_ID)).contains("done");

    assertThat(fills()).isEqualTo(loaded);
  }

  /// How many there are, and a digest of what the chain says of them.
  private static String fills() {
    return sql("SELECT count(), sumWithOverflow(cityHash64(* EXCEPT (job_id, version, created_at,"
        + " is_deleted))) FROM exchange_fills FINAL WHERE is_deleted = 0");
  }

  /// The shares that a split made.
  private static Log batch() throws Exception {
    return MarketLogs.of(Objects.requireNonNull(chain)).splitBatches().getFirst();
  }

  /// What is lost stops a rebuild, for this reason, and readers see what they saw; once it was fetched
  /// again, the rebuild goes through.
  private void assertMissed(String gate, String table, String lost) throws Exception {
    var before = run();
    sql("DELETE FROM " + table + " WHERE " + lost);
    assertThat(run(1, "rebuild", "--preset", market().toString())).contains(gate);
    assertThat(run()).isEqualTo(before);
    assertThat(profits()).isEqualTo(profitsOfTheBook());

    run(0, "gaps", "--audit", "--fill");
    assertThat(run(0, "rebuild", "--preset", market().toString(), "--repair")).contains("done");
    assertThat(run()).isNotEqualTo(before);
    assertThat(profits()).isEqualTo(profitsOfTheBook());
  }

  /// The run that readers see.
  private static String run() {
    return sql("SELECT run_id FROM active_runs");
  }

  private static String twoDays() {
    return "block_number BETWEEN " + MarketStory.firstBlock(DAY) + " AND "
        + MarketStory.lastBlock(DAY.plusDays(1));
  }

  /// Realized dollars by wallet and condition. Where a transaction moved cash for several conditions,
  /// fills tell how much was for which.
  private Map<String, BigDecimal> profits() throws Exception {
    var profits = new HashMap<String, BigDecimal>();
    for (var line : sql("SELECT wallet, condition_id, realized_usd FROM condition_pnl").lines()
        .toList()) {
      var columns = line.split("\t", -1);
      wallet(columns[0]).ifPresent(wallet -> condition(columns[1])
          .ifPresent(condition -> profits.put(wallet + " in " + condition,
              new BigDecimal(columns[2]).stripTrailingZeros())));
    }
    profits.values().removeIf(profit -> profit.signum() == 0);
    return profits;
  }

  private static Map<String, BigDecimal> profitsOfTheBook() {
    var profits = new HashMap<String, BigDecimal>();
    for (var wallet : story().cast().wallets()) {
      for (var condition : story().book().conditions(wallet)) {
        profits.put(wallet + " in " + condition,
            dollars(story().book().realized(wallet, condition)));
      }
    }
    profits.values().removeIf(profit -> profit.signum() == 0);
    return profits;
  }

  /// Cash of each wallet over all conditions, with and without one.
  private Map<String, BigDecimal> results() throws Exception {
    var results = new HashMap<String, BigDecimal>();
    for (var line : sql("SELECT wallet, cash FROM wallet_pnl").lines().toList()) {
      var columns = line.split("\t", -1);
      wallet(columns[0]).ifPresent(
          wallet -> results.put(wallet.name(), new BigDecimal(columns[1]).stripTrailingZeros()));
    }
    return results;
  }

  private static Map<String, BigDecimal> resultsOfTheBook() {
    var results = new HashMap<String, BigDecimal>();
    story().cast().wallets()
        .forEach(wallet -> results.put(wallet.name(), dollars(story().book().cash(wallet))));
    return results;
  }

  private static BigDecimal dollars(long millionths) {
    return BigDecimal.valueOf(millionths, 6).stripTrailingZeros();
  }

  private static Optional<Wallet> wallet(String address) {
    return story().cast().wallets().stream().filter(one -> one.address().equals(address))
        .findFirst();
  }

  private static Optional<Condition> condition(String id) {
    return story().conditions().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private static List<Path> snapshots() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("gapless-data"))) {
      return files.filter(file -> file.getFileName().toString()
          .matches("post_rebuild_snapshot_.*\\.json")).sorted().toList();
    }
  }

  private static String sql(String statement) {
    return run(0, "sql", "--format", "TabSeparated", statement).strip();
  }

  private static String run(int exitCode, String... arguments) {
    var typed = new Typed(folder, Map.of());
    assertThat(typed.run(arguments)).as("%s: %s%s", String.join(" ", arguments), typed.out(),
        typed.err()).isEqualTo(exitCode);
    return exitCode == 0 ? typed.out() : typed.err();
  }

  private static Path market() {
    return folder.resolve("market.json");
  }

  private static MarketStory story() {
    return Objects.requireNonNull(told);
  }
}
