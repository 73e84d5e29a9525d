package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads recorded blocks with the readers that read a node's.
public final class RecordedBlocks {

  private RecordedBlocks() {}

  /// The blocks of a folder with their receipts; none where no receipts are recorded.
  public static List<EvmBlock> read(Path folder) throws IOException {
    Path file = folder.resolve("receipts.json");
    if (!Files.exists(file)) {
      return List.of();
    }
    Map<Long, List<EvmReceipt>> receipts = new HashMap<>();
    for (JsonNode receipt : new ObjectMapper().readTree(file.toFile())) {
      receipts
          .computeIfAbsent(Long.decode(receipt.path("blockNumber").asText()),
              number -> new ArrayList<>())
          .add(receipt(receipt));
    }
    return RecordedHeaders.read(folder.resolve("blocks.json")).stream()
        .map(header -> new EvmBlock(header, receipts.getOrDefault(header.number(), List.of())))
        .toList();
  }

  private static EvmReceipt receipt(JsonNode receipt) throws IOException {
    try (JsonParser json = RpcReader.JSON.createParser(receipt.toString())) {
      json.nextToken();
      return ReceiptReader.read(json);
    }
  }
}
