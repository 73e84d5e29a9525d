package io.gapless.simulator.xrpl.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.simulator.xrpl.encoding.TransactionTree.TransactionBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What real ledgers say of themselves, computed as the simulator does it.
class RecordedLedgersIT {
  private static final Path FOLDER = Path
      .of(System.getProperty("gapless.fixtures", "../../shared/fixtures")).resolve("xrpl");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Sha512Half hash = new Sha512Half();

  @Test
  void realTransactionsHaveTheRootAndTheIdsOfTheirLedger() throws IOException {
    int recorded = 0;
    for (Path file : files("ledgers_binary")) {
      JsonNode ledger = read(file).path("ledger");
      List<TransactionBytes> transactions = transactions(ledger);
      byte[] data = HEX.parseHex(ledger.path("ledger_data").asText());

      byte[] root = TransactionTree.root(hash, transactions);

      assertThat(root).as(file.toString())
          .isEqualTo(header(data).transactionHash());
      assertThat(ids(transactions)).as(file.toString()).isEqualTo(idsInJson(file));
      recorded++;
    }
    assertThat(recorded).isPositive();
  }

  @Test
  void realHeadersHashToTheirLedger() throws IOException {
    for (Path file : files("ledgers_binary")) {
      JsonNode result = read(file);
      LedgerHeader header =
          header(HEX.parseHex(result.path("ledger").path("ledger_data").asText()));

      assertThat(HEX.formatHex(header.hash(hash))).as(file.toString())
          .isEqualTo(result.path("ledger_hash").asText());
    }
  }

  private static LedgerHeader header(byte[] data) {
    var in = ByteBuffer.wrap(data);
    return new LedgerHeader(Integer.toUnsignedLong(in.getInt()), in.getLong(), hash(in), hash(in),
        hash(in), Integer.toUnsignedLong(in.getInt()), Integer.toUnsignedLong(in.getInt()),
        in.get(), in.get());
  }

  private static byte[] hash(ByteBuffer in) {
    byte[] hash = new byte[Sha512Half.LENGTH];
    in.get(hash);
    return hash;
  }

  private List<TransactionBytes> transactions(JsonNode ledger) {
    return StreamSupport.stream(ledger.path("transactions").spliterator(), false)
        .map(each -> new TransactionBytes(hash, HEX.parseHex(each.path("tx_blob").asText()),
            HEX.parseHex(each.path("meta").asText())))
        .sorted().toList();
  }

  private static Set<String> ids(List<TransactionBytes> transactions) {
    Set<String> ids = new HashSet<>();
    transactions.forEach(each -> ids.add(HEX.formatHex(each.id())));
    return ids;
  }

  private static Set<String> idsInJson(Path file) throws IOException {
    Set<String> ids = new HashSet<>();
    read(FOLDER.resolve("ledgers").resolve(file.getFileName())).path("ledger")
        .path("transactions").forEach(each -> ids.add(each.path("hash").asText()));
    return ids;
  }

  private static List<Path> files(String folder) throws IOException {
    Path recorded = FOLDER.resolve(folder);
    assumeTrue(Files.isDirectory(recorded),
        () -> "recorded ledgers are not here: set -Dgapless.fixtures (looked in " + recorded + ")");
    try (Stream<Path> files = Files.list(recorded)) {
      return files.sorted().toList();
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile()).path("result");
  }
}
