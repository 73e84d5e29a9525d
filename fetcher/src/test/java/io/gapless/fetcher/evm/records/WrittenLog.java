package io.gapless.fetcher.evm.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.leaf.DatasetOutput;
import io.gapless.schemas.record.Address;
import io.gapless.schemas.record.Hash32;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.UInt256;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/// What becomes of a log of [Logs] in a leaf that wants one dataset.
final class WrittenLog {

  static final Instant CREATED = Instant.ofEpochMilli(1_800_000_000_123L);
  static final Instant BLOCK_TIME = Instant.ofEpochSecond(1_700_000_000);

  private WrittenLog() {}

  /// Checks that the log becomes the record, to the byte as Apicurio's serializer writes it.
  static void assertBecomes(EvmLog log, String dataset, SpecificRecord expected) {
    var serdes = new RecordSerdes(new InMemoryRegistry());

    var leaf = leaf(log, dataset, serdes);

    assertThat(leaf.leaf().rowCounts()).containsEntry(dataset, 1L)
        .containsEntry("unclassified_logs", 0L);
    var record = leaf.leaf().records().getFirst();
    assertThat(serdes.decode(record.topic(), record.value(), expected.getClass()))
        .isEqualTo(expected);
    assertThat(record.value()).isEqualTo(serdes.encode(record.topic(), expected));
    assertThat(record.key()).asString().isEqualTo("evm-1/17");
  }

  /// The record that the log becomes.
  static <T extends SpecificRecord> T record(EvmLog log, String dataset, Class<T> type) {
    var serdes = new RecordSerdes(new InMemoryRegistry());
    var leaf = leaf(log, dataset, serdes);
    assertThat(leaf.leaf().rowCounts()).containsEntry(dataset, 1L);
    var record = leaf.leaf().records().getFirst();
    return serdes.decode(record.topic(), record.value(), type);
  }

  /// Checks that the log is kept as it is.
  static void assertUnclassified(EvmLog log, String dataset) {
    assertThat(leaf(log, dataset, new RecordSerdes(new InMemoryRegistry())).leaf().rowCounts())
        .containsEntry(dataset, 0L).containsEntry("unclassified_logs", 1L);
  }

  private static LogRecords leaf(EvmLog log, String dataset, RecordSerdes serdes) {
    var work = RangeWork.newBuilder().setJobId("job").setNumber(0).setChain("evm-1")
        .setDatasets(List.of(dataset)).setContracts(List.of()).setFirst(10).setLast(20)
        .setDayIdx(0).setAttempt(1).setCause(WorkCause.PLANNED).setVerify(Verdict.HEAD)
        .setMinVersion(0).setCreatedAt(CREATED).build();
    var leaf = new LogRecords(work,
        DatasetOutput.of(LogDecoders.datasets(), Topics.withDefaults(), serdes), 77, CREATED,
        Long.MAX_VALUE);
    leaf.add(log, log.blockTimestamp);
    leaf.keep();
    return leaf;
  }

  /// A hash of one byte, repeated; 0: what an event does not have.
  static Hash32 hash(int filling) {
    return new Hash32(filled(filling, 32));
  }

  static Address address(int filling) {
    return new Address(filled(filling, 20));
  }

  /// The block's and the transaction's hash of [Logs].
  static Hash32 hashOf(int firstByte) {
    var bytes = new byte[32];
    bytes[0] = (byte) firstByte;
    return new Hash32(bytes);
  }

  static UInt256 number(long value) {
    return number(BigInteger.valueOf(value));
  }

  static UInt256 number(BigInteger value) {
    var bytes = new byte[32];
    var digits = value.toByteArray();
    for (int i = 1; i <= Math.min(digits.length, 32); i++) {
      bytes[32 - i] = digits[digits.length - i];
    }
    return new UInt256(bytes);
  }

  static List<UInt256> numbers(long... values) {
    return Arrays.stream(values).mapToObj(WrittenLog::number).toList();
  }

  private static byte[] filled(int filling, int length) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) filling);
    return bytes;
  }
}
