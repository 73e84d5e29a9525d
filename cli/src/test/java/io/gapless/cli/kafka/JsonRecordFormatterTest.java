package io.gapless.cli.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.schemas.record.Address;
import io.gapless.schemas.record.Erc20Transfer;
import io.gapless.schemas.record.Hash32;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.UInt256;
import io.gapless.schemas.record.UnclassifiedLog;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonRecordFormatterTest {

  private static final Instant TIME = Instant.parse("2024-01-31T12:00:00.250Z");

  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());

  @Test
  void printsHashesAsHexAndAmountsAsNumbers() throws IOException {
    var transfer = Erc20Transfer.newBuilder().setChain("evm-1").setBlockNumber(19_000_000)
        .setBlockTime(TIME).setBlockHash(hash(0xab)).setTxHash(hash(1)).setTxIndex(2)
        .setLogIndex(3).setTokenAddress(address(0xcd)).setFromAddress(address(0))
        .setToAddress(address(5)).setValue(new UInt256(filled(32, 0xff))).setJobId("j")
        .setVersion(1).setCreatedAt(TIME).setIsDeleted(false).build();

    var line = print("evm-1/19000000", serdes.encode("gapless.transfers.erc20", transfer));

    assertThat(line.path("topic").asText()).isEqualTo("topic");
    assertThat(line.path("partition").asInt()).isEqualTo(4);
    assertThat(line.path("offset").asInt()).isEqualTo(17);
    assertThat(line.path("timestamp").asText()).isEqualTo("2024-01-31T12:00:00.250Z");
    assertThat(line.path("key").asText()).isEqualTo("evm-1/19000000");
    var value = line.path("value");
    assertThat(value.path("block_number").asLong()).isEqualTo(19_000_000);
    assertThat(value.path("block_time").asText()).isEqualTo("2024-01-31T12:00:00.250Z");
    assertThat(value.path("block_hash").asText()).isEqualTo("0x" + "ab".repeat(32));
    assertThat(value.path("token_address").asText()).isEqualTo("0x" + "cd".repeat(20));
    assertThat(value.path("value").asText()).isEqualTo(
        "115792089237316195423570985008687907853269984665640564039457584007913129639935");
    assertThat(value.path("is_deleted").isBoolean()).isTrue();
  }

  @Test
  void printsBytesAsHexAndListsAsArrays() throws IOException {
    var log = UnclassifiedLog.newBuilder().setChain("evm-1").setBlockNumber(1).setBlockTime(TIME)
        .setBlockHash(hash(1)).setTxHash(hash(1)).setTxIndex(0).setLogIndex(0)
        .setAddress(address(1)).setTopics(List.of(hash(0x11), hash(0x22)))
        .setData(ByteBuffer.wrap(new byte[]{0, 1, (byte) 0xfe})).setJobId("j").setVersion(1)
        .setCreatedAt(TIME).setIsDeleted(true).build();

    var value = print("k", serdes.encode("t", log)).path("value");

    assertThat(value.path("data").asText()).isEqualTo("0x0001fe");
    assertThat(value.path("topics").get(1).asText()).isEqualTo("0x" + "22".repeat(32));
  }

  @Test
  void printsChoicesWithoutTheirTypes() throws IOException {
    var request = JobRequest.newBuilder().setRequestId("r").setAction(JobAction.SUBMIT)
        .setJobId("").setRequestedAt(TIME)
        .setSpecification(JobSpecification.newBuilder().setChain("evm-1")
            .setDatasets(List.of("erc20_transfers")).setContracts(List.of()).setFrom("1")
            .setTo("finalized").setRangeSize(null).setVerify(Verdict.ROOT).setCorroborate(false)
            .setMaxAttempts(5).build())
        .build();

    var value = print("r", serdes.encode("t", request)).path("value");

    assertThat(value.path("action").asText()).isEqualTo("SUBMIT");
    assertThat(value.path("specification").path("range_size").isNull()).isTrue();
    assertThat(value.path("specification").path("verify").asText()).isEqualTo("ROOT");
  }

  @Test
  void printsWhatItCannotRead() throws IOException {
    var line = print("k", new byte[]{1, 2});

    assertThat(line.path("unreadable").asText()).contains("magic byte");
    assertThat(line.path("bytes").asText()).isEqualTo("0x0102");
  }

  @Test
  void printsTheEndOfAKeyAsNull() throws IOException {
    assertThat(print("k", null).path("value").isNull()).isTrue();
  }

  private JsonNode print(String key, byte @Nullable [] value) throws IOException {
    var out = new ByteArrayOutputStream();
    var record = new ConsumerRecord<byte[], byte[]>("topic", 4, 17, TIME.toEpochMilli(),
        TimestampType.CREATE_TIME, 0, 0, key.getBytes(UTF_8), value, new RecordHeaders(),
        Optional.empty());
    try (var stream = new PrintStream(out, true, UTF_8);
        var formatter = new JsonRecordFormatter(serdes::schema)) {
      formatter.writeTo(record, stream);
    }
    assertThat(out.toString(UTF_8)).containsOnlyOnce("\n");
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static Hash32 hash(int value) {
    return new Hash32(filled(32, value));
  }

  private static Address address(int value) {
    return new Address(filled(20, value));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
