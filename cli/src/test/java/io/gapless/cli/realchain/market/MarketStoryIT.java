package io.gapless.cli.realchain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.realchain.anvil.AnvilChain;
import io.gapless.cli.realchain.market.Entry.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.protocol.core.DefaultBlockParameter;

/// The story's book against the node's word.
class MarketStoryIT {

  private static @Nullable AnvilChain chain;
  private static @Nullable MarketStory story;

  @BeforeAll
  static void playTheStory() throws Exception {
    AnvilChain.assumeAvailable();
    var anvil = MarketStory.start();
    chain = anvil;
    story = MarketStory.play(anvil);
  }

  @AfterAll
  static void stopTheNode() throws Exception {
    if (chain != null) {
      chain.close();
    }
  }

  @Test
  void everybodyHoldsTheSharesOfTheBook() throws Exception {
    for (var wallet : story().cast().everybody()) {
      for (var condition : story().conditions()) {
        for (var outcome : condition.outcomes()) {
          assertThat(shares(wallet.address(), outcome.position())).as("%s of %s", wallet, outcome)
              .isEqualTo(story().book().shares(wallet, outcome));
        }
      }
    }
  }

  @Test
  void everybodyHoldsTheCollateralOfTheBook() throws Exception {
    for (var wallet : story().cast().everybody()) {
      assertThat(collateral(wallet.address())).as(wallet.name())
          .isEqualTo(story().book().collateral(wallet));
    }
    assertThat(collateral(story().contracts().ctf())).isEqualTo(story().book().locked())
        .isPositive();
  }

  @Test
  void theExchangeHoldsNothing() throws Exception {
    var exchange = story().contracts().exchange();

    assertThat(collateral(exchange)).isZero();
    for (var condition : story().conditions()) {
      for (var position : condition.positions()) {
        assertThat(shares(exchange, position)).isZero();
      }
    }
  }

  @Test
  void worthlessTokensAreWhereTheBookSaysAndNeedAllBits() throws Exception {
    for (var holding : story().worthlessHoldings()) {
      assertThat(chain().ask(story().contracts().ctf(), "balanceOf",
          new Address(holding.holder().address()), new Uint256(holding.position())))
          .isEqualTo(holding.amount());
    }
    assertThat(story().worthlessHoldings()).extracting(WorthlessHolding::amount)
        .contains(BigInteger.TWO.pow(250));
    assertThat(MarketLogs.of(chain()).events(Emitted.SPLIT))
        .extracting(event -> event.getNonIndexedValues().getLast().getValue())
        .contains(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
  }

  @Test
  void whatSomeWinInAConditionOthersLose() {
    var book = story().book();

    for (var condition : story().conditions()) {
      long realized = sum(wallet -> book.realized(wallet, condition));
      long fees = book.fees(condition);
      assertThat(realized + fees).as(condition.toString()).isZero();
    }
    assertThat(story().conditions()).filteredOn(condition -> book.fees(condition) > 0)
        .hasSizeGreaterThan(5).allSatisfy(condition -> assertThat(book.fees(condition))
            .isEqualTo(book.realized(story().cast().feeReceiver(), condition))
            .isGreaterThan(book.feesInCash(condition)).isLessThan(100 * MarketStory.ONE));
  }

  @Test
  void whatSomeGiveOthersGet() {
    var book = story().book();

    for (var condition : story().conditions()) {
      for (var outcome : condition.outcomes()) {
        assertThat(sum(wallet -> book.giftsIn(wallet, outcome))).as(outcome.toString())
            .isEqualTo(sum(wallet -> book.giftsOut(wallet, outcome)));
      }
      assertThat(sum(wallet -> book.received(wallet, condition) - book.paid(wallet, condition)))
          .isEqualTo(sum(wallet -> book.cash(wallet, condition)));
    }
  }

  @Test
  void nodeAndBookAgreeOnTheNumberOfEvents() throws Exception {
    var logs = MarketLogs.of(chain());
    var found = Arrays.stream(Emitted.values())
        .collect(Collectors.toMap(kind -> kind, kind -> logs.events(kind).size()));

    assertThat(found).isEqualTo(story().emitted()).hasSize(Emitted.values().length);
    assertThat(logs.splitBatches()).hasSize(found.getOrDefault(Emitted.SPLIT, 0));
  }

  @Test
  void eachTransactionMovesWhatTheBookSays() throws Exception {
    assertThat(NetFlows.ofLogs(story(), MarketLogs.of(chain())))
        .isEqualTo(NetFlows.ofBook(story())).hasSizeGreaterThan(1000);
  }

  @Test
  void theSameStoryIsToldAgain() throws Exception {
    try (var other = MarketStory.start()) {
      var again = MarketStory.play(other);

      assertThat(again.transactions()).isEqualTo(story().transactions());
      assertThat(MarketLogs.of(other).all()).isEqualTo(MarketLogs.of(chain()).all());
      assertThat(again.book().volume()).isEqualTo(story().book().volume());
    }
  }

  @Test
  void everyDayBeginsAndEndsWithItsOwnBlocks() throws Exception {
    for (int day = 0; day < MarketStory.DAYS; day++) {
      var date = MarketStory.FIRST_DAY.plusDays(day);
      assertThat(dayOf(MarketStory.firstBlock(date))).isEqualTo(date);
      assertThat(dayOf(MarketStory.lastBlock(date))).isEqualTo(date);
    }
    assertThat(chain().web3j().ethBlockNumber().send().getBlockNumber())
        .isEqualTo(BigInteger.valueOf(MarketStory.lastBlock()));
    assertThat(MarketStory.lastDay()).isEqualTo(LocalDate.parse("2024-03-07"));
  }

  /// A test of the test: what other tests mean to show is there to be seen.
  @Test
  void everythingThatMattersHappens() throws Exception {
    var book = story().book();
    var payouts = story().conditions().stream().map(Condition::payouts)
        .collect(Collectors.toSet());
    var statuses = new HashMap<Boolean, Integer>();
    for (var hash : story().transactions()) {
      statuses.merge(chain().receipt(hash).isStatusOK(), 1, Integer::sum);
    }

    assertThat(book.entries()).extracting(Entry::kind).contains(Kind.values());
    assertThat(payouts).contains(List.of(1L, 0L), List.of(0L, 1L), List.of(1L, 1L), List.of(),
        List.of(0L, 0L, 1L));
    assertThat(statuses.get(false)).isEqualTo(MarketStory.DAYS - 1);
    assertThat(statuses.get(true)).isBetween(300, 999);
    assertThat(MarketLogs.of(chain()).all()).hasSizeBetween(1500, 5000);
    assertThat(doubtful()).isNotEmpty();
    assertThat(resolvedAndHeld()).isNotEmpty();
    assertThat(story().cast().wallets()).allSatisfy(
        wallet -> assertThat(book.wins(wallet) + book.losses(wallet)).isPositive());
  }

  @Test
  void everyShapeOfLogIsThere() throws Exception {
    var logs = MarketLogs.of(chain());
    var exchange = story().contracts().exchange();

    for (var kind : List.of(Emitted.SPLIT, Emitted.MERGE)) {
      assertThat(logs.events(kind))
          .extracting(event -> event.getIndexedValues().getFirst().getValue().toString())
          .contains(exchange, story().cast().wallet("ada").address());
    }
    assertThat(logs.events(Emitted.REDEMPTION))
        .extracting(event -> event.getNonIndexedValues().getLast().getValue())
        .contains(BigInteger.ZERO, BigInteger.TWO.pow(255).subtract(BigInteger.TWO.pow(250))
            .subtract(BigInteger.ONE));
    assertThat(logs.tokenTransfers(story().contracts().ctf())).extracting(NetFlows::ids)
        .anyMatch(ids -> ids.size() > new HashSet<>(ids).size())
        .anyMatch(ids -> ids.size() == 3 && new HashSet<>(ids).size() == 3);
  }

  @Test
  void whatLeavesDoubtsIsASmallPartOfTheVolume() {
    var book = story().book();
    long odd = book.volume() - book.plainVolume();

    assertThat(odd).isPositive()
        .isLessThan(book.volume() * MarketStory.ODD_VOLUME_PERCENT / 100);
  }

  /// Where cash is in doubt between conditions, all of them are resolved: the total is not.
  @Test
  void onlyTheSplitBetweenResolvedConditionsIsInDoubt() {
    assertThat(doubtful()).allSatisfy(wallet -> assertThat(story().book().conditions(wallet))
        .filteredOn(condition -> story().book().ambiguous(wallet, condition))
        .hasSizeGreaterThan(1).allMatch(Condition::resolved));
  }

  private static long sum(ToLongFunction<Wallet> amount) {
    return story().cast().wallets().stream().mapToLong(amount).sum();
  }

  private static Set<Wallet> doubtful() {
    return story().cast().wallets().stream().filter(wallet -> story().conditions().stream()
        .anyMatch(condition -> story().book().ambiguous(wallet, condition)))
        .collect(Collectors.toSet());
  }

  private static List<Map.Entry<Wallet, Outcome>> resolvedAndHeld() {
    return story().cast().wallets().stream().flatMap(wallet -> story().conditions().stream()
        .filter(Condition::resolved).flatMap(condition -> condition.outcomes().stream())
        .filter(outcome -> outcome.condition().payouts().get(outcome.index()) > 0
            && story().book().shares(wallet, outcome) > 0)
        .map(outcome -> Map.entry(wallet, outcome))).toList();
  }

  private static LocalDate dayOf(long block) throws IOException {
    var seconds = chain().web3j().ethGetBlockByNumber(
        DefaultBlockParameter.valueOf(BigInteger.valueOf(block)), false).send().getBlock()
        .getTimestamp().longValueExact();
    return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static long shares(String holder, BigInteger position) throws IOException {
    return chain().ask(story().contracts().ctf(), "balanceOf", new Address(holder),
        new Uint256(position)).longValueExact();
  }

  private static long collateral(String holder) throws IOException {
    return chain().ask(story().contracts().collateral(), "balanceOf", new Address(holder))
        .longValueExact();
  }

  private static AnvilChain chain() {
    if (chain == null) {
      throw new IllegalStateException("no chain was made");
    }
    return chain;
  }

  private static MarketStory story() {
    if (story == null) {
      throw new IllegalStateException("no story was played");
    }
    return story;
  }
}
