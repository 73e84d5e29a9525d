package io.gapless.chains.xrpl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Answers of `ledger` that were recorded from the main network.
public final class RecordedLedgers {

  /// In binary form.
  public static final String BINARY = "ledgers_binary";
  /// In binary form, from a server whose headers were not kept.
  public static final String HEADLESS = "ledgers_binary_recorded";
  /// In JSON form of API v1.
  public static final String JSON = "ledgers";

  private static final Path FIXTURES =
      Path.of(System.getProperty("gapless.fixtures", "../../shared/fixtures"), "xrpl");

  private RecordedLedgers() {}

  /// Skips the test that calls it where nothing is recorded.
  public static void requireThem() {
    assumeTrue(Files.isDirectory(FIXTURES), "no recorded ledgers in " + FIXTURES
        + "; name their folder with -Dgapless.fixtures=DIR");
  }

  /// The results of a folder by the ledger's index.
  public static Map<Long, JsonNode> results(String folder) {
    var results = new TreeMap<Long, JsonNode>();
    try (var files = Files.newDirectoryStream(FIXTURES.resolve(folder), "*.json")) {
      for (Path file : files) {
        long index = Long.parseLong(file.getFileName().toString().replace(".json", ""));
        results.put(index, tree(file).path("result"));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return results;
  }

  /// The payments that another project's parser found, by the ledger's index.
  public static JsonNode peerPayments() {
    return tree(FIXTURES.resolve("expected/payments_by_peer_parser.json"));
  }

  private static JsonNode tree(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
