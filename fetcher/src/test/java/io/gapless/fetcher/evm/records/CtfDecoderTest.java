package io.gapless.fetcher.evm.records;

import static io.gapless.fetcher.evm.records.EncodedLogs.LARGEST;
import static io.gapless.fetcher.evm.records.EncodedLogs.address;
import static io.gapless.fetcher.evm.records.EncodedLogs.hash;
import static io.gapless.fetcher.evm.records.EncodedLogs.list;
import static io.gapless.fetcher.evm.records.EncodedLogs.number;
import static io.gapless.fetcher.evm.records.EncodedLogs.resize;
import static io.gapless.fetcher.evm.records.EncodedLogs.setWord;
import static io.gapless.fetcher.evm.records.WrittenLog.assertBecomes;
import static io.gapless.fetcher.evm.records.WrittenLog.assertUnclassified;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gapless.chains.evm.EvmLog;
import io.gapless.schemas.record.CtfEvent;
import io.gapless.schemas.record.CtfEventKind;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CtfDecoderTest {

  private static final String DATASET = "ctf_events";
  private static final String POSITION = "(address,address,bytes32,bytes32,uint256[],uint256)";

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 256})
  void takesAPreparation(int slots) {
    assertBecomes(preparation(slots), DATASET, event(CtfEventKind.PREPARATION)
        .setConditionId(WrittenLog.hash(0xc1)).setOracle(WrittenLog.address(0x0a))
        .setQuestionId(WrittenLog.hash(0x91)).setOutcomeSlots(slots).build());
  }

  @Test
  void takesAResolution() {
    assertBecomes(resolution(3, 0, 7, 1), DATASET, event(CtfEventKind.RESOLUTION)
        .setConditionId(WrittenLog.hash(0xc1)).setOracle(WrittenLog.address(0x0a))
        .setQuestionId(WrittenLog.hash(0x91)).setOutcomeSlots(3)
        .setPayoutNumerators(WrittenLog.numbers(0, 7, 1)).build());
  }

  @Test
  void takesAResolutionOfTheMostSlotsThatThereCanBe() {
    var payouts = LongStream.range(0, 256).toArray();

    assertBecomes(resolution(256, payouts), DATASET, event(CtfEventKind.RESOLUTION)
        .setConditionId(WrittenLog.hash(0xc1)).setOracle(WrittenLog.address(0x0a))
        .setQuestionId(WrittenLog.hash(0x91)).setOutcomeSlots(256)
        .setPayoutNumerators(WrittenLog.numbers(payouts)).build());
  }

  @Test
  void takesASplit() {
    assertBecomes(position("PositionSplit", LARGEST, 1, 2), DATASET,
        position(CtfEventKind.SPLIT, LARGEST, 1, 2));
  }

  @Test
  void takesAMerge() {
    assertBecomes(position("PositionsMerge", BigInteger.TEN, 1, 6, 8), DATASET,
        position(CtfEventKind.MERGE, BigInteger.TEN, 1, 6, 8));
  }

  @Test
  void takesASplitWithoutAPartition() {
    assertBecomes(position("PositionSplit", BigInteger.ZERO), DATASET,
        position(CtfEventKind.SPLIT, BigInteger.ZERO));
  }

  @Test
  void takesARedemption() {
    assertBecomes(redemption(), DATASET, position(CtfEventKind.REDEMPTION, LARGEST, 1, 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void keepsAsItIsWhatIsNotEncodedSo(String what, EvmLog log, Consumer<EvmLog> change) {
    change.accept(log);

    assertUnclassified(log, DATASET);
  }

  static Stream<Arguments> keepsAsItIsWhatIsNotEncodedSo() {
    return Stream.of(
        malformed("a topic less", preparation(2), log -> log.topicCount--),
        malformed("topic0 alone", preparation(2), log -> log.topicCount = 1),
        malformed("an oracle that is no address", preparation(2), log -> log.topics[2][11] = 1),
        malformed("no slots", preparation(2), log -> setWord(log, 0, 0)),
        malformed("one slot", preparation(2), log -> setWord(log, 0, 1)),
        malformed("more slots than bits", preparation(2), log -> setWord(log, 0, 257)),
        malformed("slots beyond an int", preparation(2), log -> setWord(log, 0, 1L << 31)),
        malformed("slots beyond an int, twice", preparation(2),
            log -> setWord(log, 0, (1L << 32) + 2)),
        malformed("slots beyond all", preparation(2), log -> setWord(log, 0, LARGEST)),
        malformed("a preparation without data", preparation(2), log -> resize(log, -32)),
        malformed("a preparation cut short", preparation(2), log -> resize(log, -1)),
        malformed("a preparation with a word more", preparation(2), log -> resize(log, 32)),
        malformed("a payout less than slots", resolution(3, 1, 0), log -> {}),
        malformed("a payout more than slots", resolution(2, 1, 0, 0), log -> {}),
        malformed("no payouts", resolution(2), log -> {}),
        malformed("a payout for one slot", resolution(1, 1), log -> {}),
        malformed("payouts for 257 slots", resolution(257, new long[257]), log -> {}),
        malformed("payouts that are cut off", resolution(2, 1, 0), log -> resize(log, -32)),
        malformed("a word after the payouts", resolution(2, 1, 0), log -> resize(log, 32)),
        malformed("a byte after the payouts", resolution(2, 1, 0), log -> resize(log, 1)),
        malformed("no length", resolution(2, 1, 0), log -> resize(log, -96)),
        malformed("payouts that begin among the words", resolution(2, 1, 0),
            log -> setWord(log, 1, 32)),
        malformed("a partition that begins later", position("PositionSplit", BigInteger.ONE, 1, 2),
            log -> setWord(log, 1, 128)),
        malformed("payouts that begin at the end", resolution(2, 1, 0),
            log -> setWord(log, 1, 160)),
        malformed("payouts that begin beyond the data", resolution(2, 1, 0),
            log -> setWord(log, 1, 4096)),
        malformed("payouts that begin beyond all", resolution(2, 1, 0),
            log -> setWord(log, 1, LARGEST)),
        malformed("a length of fewer than there are", position("PositionSplit", BigInteger.ONE, 1,
            2), log -> setWord(log, 3, 1)),
        malformed("a length of more than there are", position("PositionSplit", BigInteger.ONE, 1,
            2), log -> setWord(log, 3, 3)),
        malformed("a length that overflows in bytes", position("PositionSplit", BigInteger.ONE, 1,
            2), log -> setWord(log, 3, 1L << 27)),
        malformed("a length beyond all", position("PositionsMerge", BigInteger.ONE, 1, 2),
            log -> setWord(log, 3, LARGEST)),
        malformed("a stakeholder that is no address", position("PositionSplit", BigInteger.ONE, 1,
            2), log -> log.topics[1][0] = 1),
        malformed("a collateral that is no address", position("PositionSplit", BigInteger.ONE, 1,
            2), log -> log.data[11] = 1),
        malformed("a split without data", position("PositionSplit", BigInteger.ONE, 1, 2),
            log -> resize(log, -log.dataLength)),
        malformed("a split whose collateral is a topic and whose condition is not",
            EncodedLogs.of("PositionSplit" + POSITION,
                List.of(address(0x5a), address(0xc0), hash(0x77)),
                List.of(hash(0xc1), list(1, 2), number(1))),
            log -> {}),
        malformed("a redemption with a topic less", redemption(), log -> log.topicCount--),
        malformed("a redeemer that is no address", redemption(), log -> log.topics[1][3] = 9),
        malformed("a redeemed collateral that is no address", redemption(),
            log -> log.topics[2][3] = 9),
        malformed("index sets that are cut off", redemption(), log -> resize(log, -32)),
        malformed("a word after the index sets", redemption(), log -> resize(log, 32)));
  }

  private static Arguments malformed(String what, EvmLog log, Consumer<EvmLog> change) {
    return arguments(what, log, change);
  }

  private static EvmLog preparation(long slots) {
    return EncodedLogs.of("ConditionPreparation(bytes32,address,bytes32,uint256)",
        List.of(hash(0xc1), address(0x0a), hash(0x91)), List.of(number(slots)));
  }

  private static EvmLog resolution(long slots, long... payouts) {
    return EncodedLogs.of("ConditionResolution(bytes32,address,bytes32,uint256,uint256[])",
        List.of(hash(0xc1), address(0x0a), hash(0x91)), List.of(number(slots), list(payouts)));
  }

  private static EvmLog position(String event, BigInteger amount, long... partition) {
    return EncodedLogs.of(event + POSITION, List.of(address(0x5a), hash(0x77), hash(0xc1)),
        List.of(address(0xc0), list(partition), number(amount)));
  }

  private static EvmLog redemption() {
    return EncodedLogs.of("PayoutRedemption" + POSITION,
        List.of(address(0x5a), address(0xc0), hash(0x77)),
        List.of(hash(0xc1), list(1, 2), number(LARGEST)));
  }

  private static CtfEvent position(CtfEventKind kind, BigInteger amount, long... indexSets) {
    return event(kind).setConditionId(WrittenLog.hash(0xc1))
        .setStakeholder(WrittenLog.address(0x5a)).setCollateralToken(WrittenLog.address(0xc0))
        .setParentCollectionId(WrittenLog.hash(0x77))
        .setIndexSets(WrittenLog.numbers(indexSets)).setAmount(WrittenLog.number(amount)).build();
  }

  private static CtfEvent.Builder event(CtfEventKind kind) {
    return CtfEvent.newBuilder().setChain("evm-1").setBlockNumber(17)
        .setBlockTime(WrittenLog.BLOCK_TIME).setBlockHash(WrittenLog.hashOf(1))
        .setTxHash(WrittenLog.hashOf(2)).setTxIndex(3).setLogIndex(4)
        .setContractAddress(WrittenLog.address(0xaa)).setKind(kind)
        .setConditionId(WrittenLog.hash(0)).setOracle(WrittenLog.address(0))
        .setQuestionId(WrittenLog.hash(0)).setOutcomeSlots(0).setPayoutNumerators(List.of())
        .setStakeholder(WrittenLog.address(0)).setCollateralToken(WrittenLog.address(0))
        .setParentCollectionId(WrittenLog.hash(0)).setIndexSets(List.of())
        .setAmount(WrittenLog.number(0)).setJobId("job").setVersion(77)
        .setCreatedAt(WrittenLog.CREATED).setIsDeleted(false);
  }
}
