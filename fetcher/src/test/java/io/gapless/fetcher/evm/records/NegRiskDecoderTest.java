package io.gapless.fetcher.evm.records;

import static io.gapless.fetcher.evm.records.EncodedLogs.LARGEST;
import static io.gapless.fetcher.evm.records.EncodedLogs.address;
import static io.gapless.fetcher.evm.records.EncodedLogs.bool;
import static io.gapless.fetcher.evm.records.EncodedLogs.data;
import static io.gapless.fetcher.evm.records.EncodedLogs.hash;
import static io.gapless.fetcher.evm.records.EncodedLogs.list;
import static io.gapless.fetcher.evm.records.EncodedLogs.number;
import static io.gapless.fetcher.evm.records.EncodedLogs.resize;
import static io.gapless.fetcher.evm.records.EncodedLogs.setWord;
import static io.gapless.fetcher.evm.records.WrittenLog.assertBecomes;
import static io.gapless.fetcher.evm.records.WrittenLog.assertUnclassified;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gapless.chains.evm.EvmLog;
import io.gapless.schemas.record.NegRiskEvent;
import io.gapless.schemas.record.NegRiskEventKind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegRiskDecoderTest {

  private static final String DATASET = "neg_risk_events";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 500})
  void takesAMarketWithDataOfAnyLength(int length) {
    assertBecomes(market(length), DATASET, event(NegRiskEventKind.MARKET_PREPARATION)
        .setMarketId(WrittenLog.hash(0x3d)).setOracle(WrittenLog.address(0x0a))
        .setFeeBips(WrittenLog.number(200)).setData(ByteBuffer.wrap(data(length).getValue()))
        .build());
  }

  @Test
  void takesAQuestion() {
    var log = EncodedLogs.of("QuestionPrepared(bytes32,bytes32,uint256,bytes)",
        List.of(hash(0x3d), hash(0x91)), List.of(number(7), data(40)));

    assertBecomes(log, DATASET, event(NegRiskEventKind.QUESTION_PREPARATION)
        .setMarketId(WrittenLog.hash(0x3d)).setQuestionId(WrittenLog.hash(0x91))
        .setQuestionIndex(WrittenLog.number(7)).setData(ByteBuffer.wrap(data(40).getValue()))
        .build());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesAnOutcome(boolean outcome) {
    assertBecomes(outcome(outcome), DATASET, event(NegRiskEventKind.OUTCOME_REPORT)
        .setMarketId(WrittenLog.hash(0x3d)).setQuestionId(WrittenLog.hash(0x91))
        .setOutcome(outcome).build());
  }

  @Test
  void takesASplitAndAMerge() {
    assertBecomes(position("PositionSplit"), DATASET, event(NegRiskEventKind.SPLIT)
        .setStakeholder(WrittenLog.address(0x5a)).setConditionId(WrittenLog.hash(0xc1))
        .setAmount(WrittenLog.number(LARGEST)).build());
    assertBecomes(position("PositionsMerge"), DATASET, event(NegRiskEventKind.MERGE)
        .setStakeholder(WrittenLog.address(0x5a)).setConditionId(WrittenLog.hash(0xc1))
        .setAmount(WrittenLog.number(LARGEST)).build());
  }

  @Test
  void takesAConversion() {
    assertBecomes(conversion(), DATASET, event(NegRiskEventKind.CONVERSION)
        .setStakeholder(WrittenLog.address(0x5a)).setMarketId(WrittenLog.hash(0x3d))
        .setIndexSet(WrittenLog.number(0b1101)).setAmount(WrittenLog.number(50)).build());
  }

  @Test
  void takesARedemption() {
    assertBecomes(redemption(), DATASET, event(NegRiskEventKind.REDEMPTION)
        .setStakeholder(WrittenLog.address(0x5a)).setConditionId(WrittenLog.hash(0xc1))
        .setAmounts(WrittenLog.numbers(10, 20)).setAmount(WrittenLog.number(30)).build());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void keepsAsItIsWhatIsNotEncodedSo(String what, EvmLog log, Consumer<EvmLog> change) {
    change.accept(log);

    assertUnclassified(log, DATASET);
  }

  static Stream<Arguments> keepsAsItIsWhatIsNotEncodedSo() {
    return Stream.of(
        malformed("a topic less", market(40), log -> log.topicCount--),
        malformed("a topic more", market(40), log -> log.topicCount++),
        malformed("an oracle that is no address", market(40), log -> log.topics[2][0] = 1),
        malformed("bytes that begin among the words", market(40), log -> setWord(log, 1, 32)),
        malformed("bytes that begin beyond the data", market(40), log -> setWord(log, 1, 4096)),
        malformed("bytes that begin beyond all", market(40), log -> setWord(log, 1, LARGEST)),
        malformed("bytes longer than the data", market(40), log -> setWord(log, 2, 65)),
        malformed("bytes a whole word shorter than the data", market(40),
            log -> setWord(log, 2, 32)),
        malformed("bytes longer than all", market(40), log -> setWord(log, 2, LARGEST)),
        malformed("bytes not filled up", market(40), log -> resize(log, -24)),
        malformed("bytes filled up with something", market(40),
            log -> log.data[log.dataLength - 1] = 1),
        malformed("bytes without a length", market(0), log -> resize(log, -32)),
        malformed("a word after the bytes", market(40), log -> resize(log, 32)),
        malformed("an outcome that is neither", outcome(true), log -> setWord(log, 0, 2)),
        malformed("an outcome beyond all", outcome(true), log -> setWord(log, 0, LARGEST)),
        malformed("no outcome", outcome(true), log -> resize(log, -32)),
        malformed("an outcome and a word", outcome(true), log -> resize(log, 32)),
        malformed("a stakeholder that is no address", position("PositionSplit"),
            log -> log.topics[1][11] = 1),
        malformed("a split of no amount", position("PositionSplit"), log -> resize(log, -32)),
        malformed("a merge and a word", position("PositionsMerge"), log -> resize(log, 32)),
        malformed("a conversion whose index set is no topic",
            EncodedLogs.of("PositionsConverted(address,bytes32,uint256,uint256)",
                List.of(address(0x5a), hash(0x3d)), List.of(number(0b1101), number(50))),
            log -> {}),
        malformed("a conversion and a word", conversion(), log -> resize(log, 32)),
        malformed("amounts that are cut off", redemption(), log -> resize(log, -32)),
        malformed("amounts that begin elsewhere", redemption(), log -> setWord(log, 0, 96)),
        malformed("more amounts than there are", redemption(), log -> setWord(log, 2, 3)),
        malformed("fewer amounts than there are", redemption(), log -> setWord(log, 2, 1)),
        malformed("a word after the amounts", redemption(), log -> resize(log, 32)));
  }

  private static Arguments malformed(String what, EvmLog log, Consumer<EvmLog> change) {
    return arguments(what, log, change);
  }

  private static EvmLog market(int length) {
    return EncodedLogs.of("MarketPrepared(bytes32,address,uint256,bytes)",
        List.of(hash(0x3d), address(0x0a)), List.of(number(200), data(length)));
  }

  private static EvmLog outcome(boolean outcome) {
    return EncodedLogs.of("OutcomeReported(bytes32,bytes32,bool)",
        List.of(hash(0x3d), hash(0x91)), List.of(bool(outcome)));
  }

  private static EvmLog position(String event) {
    return EncodedLogs.of(event + "(address,bytes32,uint256)",
        List.of(address(0x5a), hash(0xc1)), List.of(number(LARGEST)));
  }

  private static EvmLog conversion() {
    return EncodedLogs.of("PositionsConverted(address,bytes32,uint256,uint256)",
        List.of(address(0x5a), hash(0x3d), number(0b1101)), List.of(number(50)));
  }

  private static EvmLog redemption() {
    return EncodedLogs.of("PayoutRedemption(address,bytes32,uint256[],uint256)",
        List.of(address(0x5a), hash(0xc1)), List.of(list(10, 20), number(30)));
  }

  private static NegRiskEvent.Builder event(NegRiskEventKind kind) {
    return NegRiskEvent.newBuilder().setChain("evm-1").setBlockNumber(17)
        .setBlockTime(WrittenLog.BLOCK_TIME).setBlockHash(WrittenLog.hashOf(1))
        .setTxHash(WrittenLog.hashOf(2)).setTxIndex(3).setLogIndex(4)
        .setContractAddress(WrittenLog.address(0xaa)).setKind(kind)
        .setMarketId(WrittenLog.hash(0)).setQuestionId(WrittenLog.hash(0))
        .setConditionId(WrittenLog.hash(0)).setOracle(WrittenLog.address(0))
        .setStakeholder(WrittenLog.address(0)).setFeeBips(WrittenLog.number(0))
        .setQuestionIndex(WrittenLog.number(0)).setOutcome(false)
        .setIndexSet(WrittenLog.number(0)).setAmount(WrittenLog.number(0)).setAmounts(List.of())
        .setData(ByteBuffer.allocate(0)).setJobId("job").setVersion(77)
        .setCreatedAt(WrittenLog.CREATED).setIsDeleted(false);
  }
}
