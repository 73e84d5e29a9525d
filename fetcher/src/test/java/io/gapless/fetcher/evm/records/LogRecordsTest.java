package io.gapless.fetcher.evm.records;

import static io.gapless.fetcher.evm.records.Logs.ALICE;
import static io.gapless.fetcher.evm.records.Logs.BOB;
import static io.gapless.fetcher.evm.records.Logs.CAROL;
import static io.gapless.fetcher.evm.records.Logs.TOKEN;
import static io.gapless.fetcher.evm.records.Logs.bytes;
import static io.gapless.fetcher.evm.records.Logs.log;
import static io.gapless.fetcher.evm.records.Logs.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.leaf.DatasetOutput;
import io.gapless.fetcher.work.OutputRecord;
import io.gapless.schemas.record.Address;
import io.gapless.schemas.record.Erc1155Transfer;
import io.gapless.schemas.record.Erc20Transfer;
import io.gapless.schemas.record.Erc721Transfer;
import io.gapless.schemas.record.Hash32;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.UInt256;
import io.gapless.schemas.record.UnclassifiedLog;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.WireFormat;
import io.gapless.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/// What is written by hand has to be, to the byte, what Apicurio's serializer writes.
class LogRecordsTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_123L);
  private static final Instant BLOCK_TIME = Instant.ofEpochSecond(1_700_000_000);

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final RecordSerdes serdes = new RecordSerdes(registry);
  private final LogRecords leaf = new LogRecords(work("erc20_transfers", "erc721_transfers",
      "erc1155_transfers"), DatasetOutput.of(LogDecoders.datasets(), Topics.withDefaults(), serdes),
      77, NOW,
      Long.MAX_VALUE);

  @Test
  void writesAnErc20TransferAsTheSerializerDoes() {
    add(log(List.of(Erc20Decoder.TRANSFER.toString(), ALICE, BOB), "0x" + word(5)));

    assertWritten(Erc20Transfer.newBuilder().setChain("evm-1").setBlockNumber(17)
        .setBlockTime(BLOCK_TIME).setBlockHash(hash(1)).setTxHash(hash(2)).setTxIndex(3)
        .setLogIndex(4).setTokenAddress(address(TOKEN)).setFromAddress(address(ALICE))
        .setToAddress(address(BOB)).setValue(number(5)).setJobId("job").setVersion(77)
        .setCreatedAt(NOW).setIsDeleted(false).build());
  }

  @Test
  void writesAnErc721TransferAsTheSerializerDoes() {
    add(log(List.of(Erc20Decoder.TRANSFER.toString(), ALICE, BOB, "0x" + word(9)), "0x"));

    assertWritten(Erc721Transfer.newBuilder().setChain("evm-1").setBlockNumber(17)
        .setBlockTime(BLOCK_TIME).setBlockHash(hash(1)).setTxHash(hash(2)).setTxIndex(3)
        .setLogIndex(4).setTokenAddress(address(TOKEN)).setFromAddress(address(ALICE))
        .setToAddress(address(BOB)).setTokenId(number(9)).setJobId("job").setVersion(77)
        .setCreatedAt(NOW).setIsDeleted(false).build());
  }

  @Test
  void writesABatchAsTheSerializerDoes() {
    add(log(List.of(Erc1155Decoder.BATCH.toString(), CAROL, ALICE, BOB), "0x" + word(64)
        + word(160) + word(2) + word(7) + word(8) + word(2) + word(70) + word(80)));

    assertWritten(erc1155(List.of(number(7), number(8)), List.of(number(70), number(80)), true));
  }

  @Test
  void writesAnEmptyBatchAsTheSerializerDoes() {
    add(log(List.of(Erc1155Decoder.BATCH.toString(), CAROL, ALICE, BOB),
        "0x" + word(64) + word(96) + word(0) + word(0)));

    assertWritten(erc1155(List.of(), List.of(), true));
  }

  @Test
  void writesASingleAsTheSerializerDoes() {
    add(log(List.of(Erc1155Decoder.SINGLE.toString(), CAROL, ALICE, BOB),
        "0x" + word(7) + word(70)));

    assertWritten(erc1155(List.of(number(7)), List.of(number(70)), false));
  }

  @Test
  void writesALogThatFitsNoStandardAsTheSerializerDoes() {
    add(log(List.of(Erc20Decoder.TRANSFER.toString()), "0x0102"));

    assertWritten(UnclassifiedLog.newBuilder().setChain("evm-1").setBlockNumber(17)
        .setBlockTime(BLOCK_TIME).setBlockHash(hash(1)).setTxHash(hash(2)).setTxIndex(3)
        .setLogIndex(4).setAddress(address(TOKEN))
        .setTopics(List.of(new Hash32(Erc20Decoder.TRANSFER.bytes())))
        .setData(ByteBuffer.wrap(new byte[]{1, 2})).setJobId("job").setVersion(77)
        .setCreatedAt(NOW).setIsDeleted(false).build());
  }

  @Test
  void countsOnlyWhatIsKept() {
    var transfer = log(List.of(Erc20Decoder.TRANSFER.toString(), ALICE, BOB), "0x" + word(5));
    leaf.add(transfer, 1);
    leaf.keep();
    var once = leaf.leaf().digests();
    leaf.add(transfer, 1);
    leaf.drop();
    leaf.keep();

    assertThat(leaf.leaf().records()).hasSize(1);
    assertThat(leaf.leaf().rowCounts()).containsEntry("erc20_transfers", 1L)
        .containsEntry("erc721_transfers", 0L).containsEntry("unclassified_logs", 0L);
    assertThat(leaf.leaf().digests()).isEqualTo(once);
  }

  @Test
  void leavesOutWhatBelongsToADatasetThatNobodyWants() {
    var only = new LogRecords(work("erc20_transfers"),
        DatasetOutput.of(LogDecoders.datasets(), Topics.withDefaults(), serdes), 77, NOW,
        Long.MAX_VALUE);

    only.add(log(List.of(Erc20Decoder.TRANSFER.toString(), ALICE, BOB, "0x" + word(9)), "0x"), 1);
    only.add(log(List.of(Erc20Decoder.TRANSFER.toString()), "0x"), 1);
    only.keep();

    assertThat(only.leaf().rowCounts()).containsOnlyKeys("erc20_transfers", "unclassified_logs")
        .containsEntry("erc20_transfers", 0L).containsEntry("unclassified_logs", 1L);
  }

  @Test
  void endsWithAWholeBlockWhereThereIsNoRoomForMore() {
    var small = new LogRecords(work("erc20_transfers"),
        DatasetOutput.of(LogDecoders.datasets(), Topics.withDefaults(), serdes), 77, NOW, 300);

    for (long block : new long[]{10, 10, 10, 11, 11, 12}) {
      small.add(transferIn(block), 1);
    }
    small.keep();

    assertThat(small.cut()).get().satisfies(cut -> {
      assertThat(cut.last()).isEqualTo(10);
      assertThat(cut.hash().bytes()[31]).isEqualTo((byte) 10);
    });
    assertThat(small.leaf().records()).hasSize(3);
    assertThat(small.leaf().rowCounts()).containsEntry("erc20_transfers", 3L);
  }

  @Test
  void takesLogsOfAWholeBlockThatComeLate() {
    var small = new LogRecords(work("erc20_transfers"),
        DatasetOutput.of(LogDecoders.datasets(), Topics.withDefaults(), serdes), 77, NOW, 300);

    for (long block : new long[]{10, 12, 11, 13, 12, 14}) {
      small.add(transferIn(block), 1);
    }
    small.keep();

    assertThat(small.cut()).get().extracting(LogRecords.Cut::last).isEqualTo(12L);
    assertThat(small.leaf().records()).hasSize(4);
  }

  @Test
  void forgetsTheEndOfWhatIsDropped() {
    var small = new LogRecords(work("erc20_transfers"),
        DatasetOutput.of(LogDecoders.datasets(), Topics.withDefaults(), serdes), 77, NOW, 300);
    for (long block : new long[]{10, 10, 11}) {
      small.add(transferIn(block), 1);
    }

    small.drop();

    assertThat(small.cut()).isEmpty();
    assertThat(small.bytes()).isZero();
  }

  private static EvmLog transferIn(long block) {
    var log = log(List.of(Erc20Decoder.TRANSFER.toString(), ALICE, BOB), "0x" + word(5));
    log.blockNumber = block;
    log.blockHash[31] = (byte) block;
    return log;
  }

  private void add(EvmLog log) {
    leaf.add(log, log.blockTimestamp);
    leaf.keep();
  }

  private void assertWritten(SpecificRecord expected) {
    OutputRecord record = leaf.leaf().records().getFirst();
    assertThat(record.value()).isEqualTo(serdes.encode(record.topic(), expected));
    assertThat(serdes.decode(record.topic(), record.value(), expected.getClass()))
        .isEqualTo(expected);
    assertThat(record.key()).asString().isEqualTo("evm-1/17");
    try (var serializer = new AvroKafkaSerializer<SpecificRecord>(registry);
        var deserializer = new AvroKafkaDeserializer<SpecificRecord>(registry)) {
      serializer.configure(Map.of(SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, true), false);
      deserializer.configure(Map.of(AvroSerdeConfig.USE_SPECIFIC_AVRO_READER, true), false);
      // which registers the schema with notes for Java, so that only the id differs
      byte[] theirs = serializer.serialize(record.topic(), expected);
      assertThat(withoutHeader(theirs)).isEqualTo(withoutHeader(record.value()));
      assertThat(deserializer.deserialize(record.topic(), record.value())).isEqualTo(expected);
    }
  }

  private static byte[] withoutHeader(byte[] value) {
    return Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length);
  }

  private static Erc1155Transfer erc1155(List<UInt256> ids, List<UInt256> amounts, boolean batch) {
    return Erc1155Transfer.newBuilder().setChain("evm-1").setBlockNumber(17)
        .setBlockTime(BLOCK_TIME).setBlockHash(hash(1)).setTxHash(hash(2)).setTxIndex(3)
        .setLogIndex(4).setTokenAddress(address(TOKEN)).setOperator(address(CAROL))
        .setFromAddress(address(ALICE)).setToAddress(address(BOB)).setTokenIds(ids)
        .setAmounts(amounts).setIsBatch(batch).setJobId("job").setVersion(77).setCreatedAt(NOW)
        .setIsDeleted(false).build();
  }

  private static RangeWork work(String... datasets) {
    return RangeWork.newBuilder().setJobId("job").setNumber(0).setChain("evm-1")
        .setDatasets(List.of(datasets)).setContracts(List.of()).setFirst(10).setLast(20)
        .setDayIdx(0).setAttempt(1).setCause(WorkCause.PLANNED).setVerify(Verdict.HEAD)
        .setMinVersion(0).setCreatedAt(NOW).build();
  }

  private static Hash32 hash(int firstByte) {
    var bytes = new byte[32];
    bytes[0] = (byte) firstByte;
    return new Hash32(bytes);
  }

  private static Address address(String hex) {
    var bytes = bytes(hex);
    return new Address(Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length));
  }

  private static UInt256 number(long value) {
    return new UInt256(bytes("0x" + word(value)));
  }
}
