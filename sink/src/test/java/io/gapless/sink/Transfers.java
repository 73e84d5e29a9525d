package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Address;
import io.gapless.schemas.record.Erc20Transfer;
import io.gapless.schemas.record.Hash32;
import io.gapless.schemas.record.NegRiskEvent;
import io.gapless.schemas.record.NegRiskEventKind;
import io.gapless.schemas.record.UInt256;
import io.gapless.schemas.serde.RecordSerdes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// ERC-20 transfers made up for tests, 156 bytes each as rows.
final class Transfers {

  static final Dataset DATASET = Datasets.all().named("erc20_transfers");
  static final String TOPIC = "gapless.transfers.erc20";

  private Transfers() {}

  /// The n-th transfer: ten a block.
  static Erc20Transfer transfer(int n) {
    return transfer(n, 1);
  }

  static Erc20Transfer transfer(int n, long version) {
    var random = new Random(n);
    return Erc20Transfer.newBuilder().setChain("evm-1").setBlockNumber(n / 10)
        .setBlockTime(Instant.ofEpochSecond(1_600_000_000L + n / 10))
        .setBlockHash(new Hash32(bytes(random, 32))).setTxHash(new Hash32(bytes(random, 32)))
        .setTxIndex(n % 10).setLogIndex(n % 10).setTokenAddress(new Address(bytes(random, 20)))
        .setFromAddress(new Address(bytes(random, 20)))
        .setToAddress(new Address(bytes(random, 20))).setValue(new UInt256(bytes(random, 32)))
        .setJobId("job").setVersion(version).setCreatedAt(Instant.ofEpochSecond(1_700_000_000L))
        .setIsDeleted(false).build();
  }

  /// An event with something in columns of every type, which no adapter would emit.
  static NegRiskEvent conversion() {
    var nobody = new Address(new byte[20]);
    var nothing = new Hash32(new byte[32]);
    return NegRiskEvent.newBuilder().setChain("evm-1").setBlockNumber(1)
        .setBlockTime(Instant.ofEpochSecond(1_600_000_000L)).setBlockHash(nothing)
        .setTxHash(nothing).setTxIndex(2).setLogIndex(3).setContractAddress(nobody)
        .setKind(NegRiskEventKind.CONVERSION).setMarketId(new Hash32(filled(32, 0x3d)))
        .setQuestionId(nothing).setConditionId(nothing).setOracle(nobody).setStakeholder(nobody)
        .setFeeBips(number(0)).setQuestionIndex(number(0)).setOutcome(true)
        .setIndexSet(number(0b1101)).setAmount(number(50))
        .setAmounts(List.of(number(10), number(20)))
        .setData(ByteBuffer.wrap(new byte[]{1, 2, -1})).setJobId("job").setVersion(1)
        .setCreatedAt(Instant.ofEpochSecond(1_700_000_000L)).setIsDeleted(false).build();
  }

  static byte[] encoded(RecordSerdes serdes, int n) {
    return serdes.encode(TOPIC, transfer(n));
  }

  static ConsumerRecord<byte[], byte[]> record(long offset, byte @Nullable [] value) {
    // Kafka hands out null values, its constructor's annotations say nothing
    return new ConsumerRecord<>(TOPIC, 0, offset, ByteBuffer.allocate(0).array(), value);
  }

  private static UInt256 number(int value) {
    var bytes = new byte[32];
    bytes[31] = (byte) value;
    return new UInt256(bytes);
  }

  private static byte[] filled(int size, int filling) {
    var bytes = new byte[size];
    Arrays.fill(bytes, (byte) filling);
    return bytes;
  }

  private static byte[] bytes(Random random, int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
