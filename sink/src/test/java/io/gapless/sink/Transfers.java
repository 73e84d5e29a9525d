package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Address;
import io.gapless.schemas.record.Erc20Transfer;
import io.gapless.schemas.record.Hash32;
import io.gapless.schemas.record.UInt256;
import io.gapless.schemas.serde.RecordSerdes;
import java.nio.ByteBuffer;
import java.time.Instant;
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

  static byte[] encoded(RecordSerdes serdes, int n) {
    return serdes.encode(TOPIC, transfer(n));
  }

  static ConsumerRecord<byte[], byte[]> record(long offset, byte @Nullable [] value) {
    // Kafka hands out null values, its constructor's annotations say nothing
    return new ConsumerRecord<>(TOPIC, 0, offset, ByteBuffer.allocate(0).array(), value);
  }

  private static byte[] bytes(Random random, int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
