package io.gapless.fetcher.evm.records;

import static io.gapless.fetcher.evm.records.EncodedLogs.LARGEST;
import static io.gapless.fetcher.evm.records.EncodedLogs.address;
import static io.gapless.fetcher.evm.records.EncodedLogs.hash;
import static io.gapless.fetcher.evm.records.EncodedLogs.number;
import static io.gapless.fetcher.evm.records.EncodedLogs.resize;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gapless.chains.evm.EvmLog;
import io.gapless.schemas.record.ExchangeFill;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExchangeDecoderTest {

  private static final String DATASET = "exchange_fills";

  @Test
  void takesAFill() {
    WrittenLog.assertBecomes(fill(), DATASET, ExchangeFill.newBuilder().setChain("evm-1")
        .setBlockNumber(17).setBlockTime(WrittenLog.BLOCK_TIME).setBlockHash(WrittenLog.hashOf(1))
        .setTxHash(WrittenLog.hashOf(2)).setTxIndex(3).setLogIndex(4)
        .setContractAddress(WrittenLog.address(0xaa)).setOrderHash(WrittenLog.hash(0x0d))
        .setMaker(WrittenLog.address(0x3a)).setTaker(WrittenLog.address(0x7a))
        .setMakerAssetId(WrittenLog.number(0)).setTakerAssetId(WrittenLog.number(LARGEST))
        .setMakerAmountFilled(WrittenLog.number(45)).setTakerAmountFilled(WrittenLog.number(100))
        .setFee(WrittenLog.number(2)).setJobId("job").setVersion(77)
        .setCreatedAt(WrittenLog.CREATED).setIsDeleted(false).build());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void keepsAsItIsWhatIsNotEncodedSo(String what, Consumer<EvmLog> change) {
    var log = fill();
    change.accept(log);

    WrittenLog.assertUnclassified(log, DATASET);
  }

  static Stream<Arguments> keepsAsItIsWhatIsNotEncodedSo() {
    return Stream.of(
        malformed("a topic less", log -> log.topicCount--),
        malformed("topic0 alone", log -> log.topicCount = 1),
        malformed("a maker that is no address", log -> log.topics[2][0] = 1),
        malformed("a taker that is no address", log -> log.topics[3][11] = 1),
        malformed("no data", log -> resize(log, -160)),
        malformed("a word less", log -> resize(log, -32)),
        malformed("a byte less", log -> resize(log, -1)),
        malformed("a byte more", log -> resize(log, 1)),
        malformed("a word more", log -> resize(log, 32)));
  }

  private static Arguments malformed(String what, Consumer<EvmLog> change) {
    return arguments(what, change);
  }

  private static EvmLog fill() {
    return EncodedLogs.of(
        "OrderFilled(bytes32,address,address,uint256,uint256,uint256,uint256,uint256)",
        List.of(hash(0x0d), address(0x3a), address(0x7a)),
        List.of(number(0), number(LARGEST), number(45), number(100), number(2)));
  }
}
