package io.gapless.cli.realchain.recorded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// One folder of recorded blocks of a public network, which follow one another without a hole.
///
/// @param name of the folder
/// @param headers blocks with the hashes of their transactions, by number
/// @param logs every log of the blocks, by block and index
/// @param receipts of the blocks that have them recorded, by block number
record RecordedBlocks(String name, Path folder, long chainId, TreeMap<Long, JsonNode> headers,
    List<JsonNode> logs, TreeMap<Long, List<JsonNode>> receipts) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FIXTURES =
      Path.of(System.getProperty("gapless.fixtures", "../../shared/fixtures"), "evm");

  /// The names of all folders; without any, the test that asks is skipped.
  static List<String> names() throws IOException {
    assumeTrue(Files.isDirectory(FIXTURES), () -> "no recorded blocks in "
        + FIXTURES.toAbsolutePath().normalize()
        + "; name their folder with -Dgapless.fixtures=DIR");
    try (var folders = Files.list(FIXTURES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  static RecordedBlocks read(String name) throws IOException {
    var folder = FIXTURES.resolve(name);
    var headers = new TreeMap<Long, JsonNode>();
    list(folder, "blocks.json").forEach(block -> headers.put(number(block, "number"), block));
    var receipts = new TreeMap<Long, List<JsonNode>>();
    list(folder, "receipts.json").forEach(receipt -> receipts
        .computeIfAbsent(number(receipt, "blockNumber"), block -> new ArrayList<>()).add(receipt));
    return new RecordedBlocks(name, folder, JSON.readTree(folder.resolve("meta.json").toFile())
        .get("chainId").asLong(), headers, list(folder, "logs.json"), receipts);
  }

  /// The entries of a file of the folder; none where it is not there.
  List<JsonNode> list(String file) throws IOException {
    return list(folder, file);
  }

  private static List<JsonNode> list(Path folder, String file) throws IOException {
    var list = new ArrayList<JsonNode>();
    if (Files.exists(folder.resolve(file))) {
      JSON.readTree(folder.resolve(file).toFile()).forEach(list::add);
    }
    return list;
  }

  /// A quantity such as `0x1f`.
  static long number(JsonNode object, String field) {
    return Long.decode(object.get(field).asText());
  }
}
