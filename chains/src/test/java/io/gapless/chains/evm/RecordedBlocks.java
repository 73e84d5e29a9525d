package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads recorded blocks with the readers that read a node's.
public final class RecordedBlocks {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedBlocks() {}

  /// The blocks of a folder with their receipts; none where no receipts are recorded.
  public static List<EvmBlock> read(Path folder) throws IOException {
    Path file = folder.resolve("receipts.json");
    if (!Files.exists(file)) {
      return List.of();
    }
    Map<Long, ArrayNode> receipts = new HashMap<>();
    for (JsonNode receipt : JSON.readTree(file.toFile())) {
      receipts
          .computeIfAbsent(Long.decode(receipt.path("blockNumber").asText()),
              number -> JSON.createArrayNode())
          .add(receipt);
    }
    var blocks = new ArrayList<EvmBlock>();
    for (EvmHeader header : RecordedHeaders.read(folder.resolve("blocks.json"))) {
      ArrayNode ofBlock = receipts.getOrDefault(header.number(), JSON.createArrayNode());
      try (JsonParser json = RpcReader.JSON.createParser(ofBlock.toString())) {
        json.nextToken();
        blocks.add(new EvmBlock(header, ReceiptReader.readAll(json)));
      }
    }
    return blocks;
  }
}
