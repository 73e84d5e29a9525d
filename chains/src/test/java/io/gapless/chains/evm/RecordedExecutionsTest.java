package io.gapless.chains.evm;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reads receipts and transactions that were recorded from public chains.
class RecordedExecutionsTest {

  private static final Path FIXTURES =
      Path.of(System.getProperty("gapless.fixtures", "../../shared/fixtures"), "evm");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutionCheck check = new ExecutionCheck();

  @BeforeEach
  void recordingsAreThere() {
    assumeTrue(Files.isDirectory(FIXTURES), "no recorded blocks in " + FIXTURES
        + "; name their folder with -Dgapless.fixtures=DIR");
  }

  @Test
  void receiptsOfEachBlockPassTheChecksAndAccountForItsGas() throws IOException {
    int receipts = 0;
    int creations = 0;
    for (Path folder : folders()) {
      for (EvmBlock block : RecordedBlocks.read(folder)) {
        long gas = 0;
        for (EvmReceipt receipt : block.receipts()) {
          assertThat(check.check(transaction(block.header(), receipt),
              new PlacedReceipt(receipt, Optional.of(block.header().hash()),
                  OptionalLong.of(block.header().number()))))
              .as("%s %s", folder, receipt).isInstanceOf(Answer.Value.class);
          gas += receipt.fees().gasUsed();
          creations += receipt.contractAddress().isPresent() ? 1 : 0;
          receipts++;
        }
        assertThat(block.header().fields()).as(folder.toString())
            .containsEntry("gasUsed", "0x" + Long.toHexString(gas));
      }
    }
    assertThat(receipts).isGreaterThan(900);
    assertThat(creations).isPositive();
  }

  @Test
  void loneReceiptsReadAsThoseOfTheirBlock() throws IOException {
    for (Path folder : folders()) {
      Path file = folder.resolve("receipts.json");
      Map<Hash32, EvmFees> lone = new HashMap<>();
      for (JsonNode receipt : Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.nullNode()) {
        assertThat(lookup(receipt)).isInstanceOfSatisfying(PlacedReceipt.class, placed -> {
          assertThat(placed.blockHash()).isPresent();
          assertThat(placed.blockNumber()).hasValue(
              Long.decode(receipt.path("blockNumber").asText()));
          lone.put(placed.receipt().transactionHash(), placed.receipt().fees());
        });
      }
      assertThat(lone).as(folder.toString()).isEqualTo(RecordedBlocks.read(folder).stream()
          .flatMap(block -> block.receipts().stream())
          .collect(toMap(EvmReceipt::transactionHash, EvmReceipt::fees)));
    }
  }

  @Test
  void transactionsOfRecordedBlocksAreRead() throws IOException {
    Set<Hash32> read = new HashSet<>();
    for (Path folder : folders()) {
      Path session = folder.resolve("session.json");
      for (JsonNode step : Files.exists(session)
          ? JSON.readTree(session.toFile())
          : JSON.nullNode()) {
        JsonNode block = step.at("/response/result");
        for (JsonNode transaction : block.path("transactions")) {
          assertThat(lookup(transaction)).isInstanceOfSatisfying(EvmTransaction.class, known -> {
            assertThat(known.blockHash()).hasToString(block.path("hash").asText());
            assertThat(known.value()).isEqualTo(new BigInteger(
                transaction.path("value").asText().substring(2), 16));
            assertThat(known.to().isPresent()).isEqualTo(transaction.path("to").isTextual());
            assertThat(2 + 2 * known.input().length)
                .isEqualTo(transaction.path("input").asText().length());
            read.add(known.hash());
          });
        }
      }
    }
    assertThat(read.size()).isGreaterThan(300);
  }

  /// The transaction that a receipt tells of.
  private static EvmTransaction transaction(EvmHeader header, EvmReceipt receipt) {
    return new EvmTransaction(receipt.transactionHash(), header.hash(), header.number(),
        receipt.transactionIndex(), receipt.type(), Samples.TOKEN, Optional.empty(), 0,
        BigInteger.ZERO, receipt.fees().gasUsed(), new byte[0]);
  }

  private static Object lookup(JsonNode result) throws IOException {
    try (JsonParser json = RpcReader.JSON.createParser(result.toString())) {
      json.nextToken();
      return Optional.ofNullable(LookupReader.read(json)).orElseThrow();
    }
  }

  private static List<Path> folders() throws IOException {
    try (var folders = Files.list(FIXTURES)) {
      return folders.sorted().toList();
    }
  }
}
