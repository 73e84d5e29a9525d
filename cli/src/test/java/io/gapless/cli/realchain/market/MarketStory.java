package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.anvil.AnvilChain;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A prediction market on a real node, and what has to come out: some wallets trade for some days,
/// always the same.
///
/// The first block of each UTC day is at midnight, the last at 23:59:59, and block 0 is the first
/// of the first day.
///
/// @param conditions all that were prepared, in the order of their preparation
/// @param book what the wallets did
/// @param emitted how many events of a kind there are, those about worthless collateral too
/// @param worthlessHoldings who has which tokens for the worthless collateral
/// @param transactions hashes, in the order of [Entry#transaction()]; the deployments are not among
///     them
public record MarketStory(MarketContracts contracts, Cast cast, List<Condition> conditions,
    Book book, Map<Emitted, Integer> emitted, List<WorthlessHolding> worthlessHoldings,
    List<String> transactions) {

  /// A dollar or a share, in the unit of all amounts.
  public static final long ONE = 1_000_000;
  /// The chain that the story is made for.
  public static final long CHAIN_ID = 20_240_227;
  /// UTC day of block 0.
  public static final LocalDate FIRST_DAY = LocalDate.parse("2024-02-27");
  /// How many UTC days the story lasts.
  public static final int DAYS = 10;
  /// How many blocks each day has.
  public static final int BLOCKS_PER_DAY = 12;
  /// How many orders in a hundred are charged.
  public static final int CHARGED_PERCENT = 33;
  /// What of an order's output is charged, in percent.
  public static final int FEE_PERCENT = 1;
  /// Shares in a gift, or in a trade that leaves doubts; other trades have 50 and more.
  public static final long ODD_SHARES = 20;
  /// The part of the volume, in percent, that gifts and the like stay below.
  public static final int ODD_VOLUME_PERCENT = 2;

  static final String NEVER_TRADED = "quiet";

  private static final List<Question> QUESTIONS = List.of(
      Question.answered("rain", 0, 6, 1L, 0L),
      Question.answered("goal", 0, 5, 0L, 1L),
      Question.answered("vote", 0, 7, 1L, 1L),
      Question.open("moon", 2, 0),
      Question.answered("cup", 1, 8, 0L, 0L, 1L),
      Question.answered("late", 2, 8, 1L, 0L),
      Question.answered("flood", 3, 9, 0L, 5L),
      Question.answered(NEVER_TRADED, 3, 4, 1L, 0L),
      Question.answered("last", 4, 9, 1L, 0L));

  /// Starts a chain for the story.
  public static AnvilChain start() throws IOException {
    return AnvilChain.start(CHAIN_ID, time(0, 0));
  }

  /// Plays the story on a chain that [#start()] started.
  public static MarketStory play(AnvilChain chain) throws IOException, InterruptedException {
    var cast = Cast.of(chain);
    var contracts = MarketContracts.deploy(chain, cast.operator(), cast.feeReceiver(), time(0, 1),
        time(0, 2));
    var conditions = new ArrayList<Condition>();
    for (var question : QUESTIONS) {
      conditions.add(Openings.condition(chain, contracts, cast.oracle().address(), question));
    }
    var stage = new Stage(chain, contracts, cast);
    var plot = new Plot(stage, conditions);
    for (int block = Plot.FUND; block < DAYS * BLOCKS_PER_DAY; block++) {
      plot.block(block / BLOCKS_PER_DAY, block % BLOCKS_PER_DAY);
      stage.mine(time(block / BLOCKS_PER_DAY, block % BLOCKS_PER_DAY));
    }
    return new MarketStory(contracts, cast, List.copyOf(conditions), stage.book(),
        Map.copyOf(stage.emitted()), plot.worthless().holdings(),
        List.copyOf(stage.transactions()));
  }

  /// A condition by the name of its question, e.g. `rain`.
  public Condition condition(String question) {
    return conditions.stream()
        .filter(condition -> condition.question().name().equals(question)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody asked " + question));
  }

  /// Hash of the transaction that an entry tells of.
  public String hash(Entry entry) {
    return transactions.get(entry.transaction());
  }

  /// UTC day of the last block.
  public static LocalDate lastDay() {
    return FIRST_DAY.plusDays(DAYS - 1);
  }

  /// Number of the last block.
  public static long lastBlock() {
    return DAYS * BLOCKS_PER_DAY - 1;
  }

  /// Number of the first block of a UTC day.
  public static long firstBlock(LocalDate day) {
    return Duration.between(FIRST_DAY.atStartOfDay(), day.atStartOfDay()).toDays()
        * BLOCKS_PER_DAY;
  }

  /// Number of the last block of a UTC day.
  public static long lastBlock(LocalDate day) {
    return firstBlock(day.plusDays(1)) - 1;
  }

  private static Instant time(int day, int place) {
    var hour = place == BLOCKS_PER_DAY - 1
        ? LocalTime.of(23, 59, 59)
        : LocalTime.of(place * 24 / BLOCKS_PER_DAY, 0);
    return FIRST_DAY.plusDays(day).atTime(hour).toInstant(ZoneOffset.UTC);
  }
}
