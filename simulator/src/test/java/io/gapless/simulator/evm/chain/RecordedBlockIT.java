package io.gapless.simulator.evm.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.simulator.evm.encoding.IndexedTrie;
import io.gapless.simulator.evm.encoding.Keccak;
import io.gapless.simulator.evm.encoding.LogsBloom;
import io.gapless.simulator.evm.encoding.RlpBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// What a real block of Ethereum says of itself, computed as the simulator does it.
class RecordedBlockIT {
  private static final Path BLOCK = Path
      .of(System.getProperty("gapless.fixtures", "../../shared/fixtures"))
      .resolve("evm/eth-22119617-chainstorage");

  @Test
  void aRealHeaderHashesToItsBlockHash() throws IOException {
    JsonNode block = read("blocks.json").path(0);
    var header = new Header(bytes(block, "parentHash"), bytes(block, "miner"),
        bytes(block, "stateRoot"), bytes(block, "transactionsRoot"), bytes(block, "receiptsRoot"),
        bytes(block, "logsBloom"), number(block, "number"), number(block, "gasLimit"),
        number(block, "gasUsed"), number(block, "timestamp"), bytes(block, "extraData"),
        bytes(block, "mixHash"), number(block, "baseFeePerGas"),
        bytes(block, "parentBeaconBlockRoot"), bytes(block, "withdrawalsRoot"),
        number(block, "blobGasUsed"), number(block, "excessBlobGas"));
    var rlp = new RlpBuffer();

    header.encode(rlp);

    assertThat(Keccak.hash(rlp.toByteArray())).isEqualTo(bytes(block, "hash"));
  }

  @Test
  void realReceiptsHaveTheRootAndTheBloomOfTheirBlock() throws IOException {
    JsonNode block = read("blocks.json").path(0);
    JsonNode receipts = read("receipts.json");
    var rlp = new RlpBuffer();
    var blooms = new LogsBloom(64);
    byte[] bloom = new byte[LogsBloom.LENGTH];
    int[] offsets = new int[receipts.size() + 1];
    for (int i = 0; i < receipts.size(); i++) {
      encode(receipts.path(i), rlp);
      offsets[i + 1] = rlp.size();
      for (JsonNode log : receipts.path(i).path("logs")) {
        blooms.add(bytes(log, "address"), 0, 20, bloom, 0);
        log.path("topics").forEach(topic -> blooms.add(parse(topic), 0, 32, bloom, 0));
      }
    }
    byte[] root = new byte[Keccak.HASH_LENGTH];

    new IndexedTrie().root(rlp, offsets, receipts.size(), root, 0);

    assertThat(root).isEqualTo(bytes(block, "receiptsRoot"));
    assertThat(bloom).isEqualTo(bytes(block, "logsBloom"));
  }

  private static void encode(JsonNode receipt, RlpBuffer rlp) {
    if (number(receipt, "type") != 0) {
      rlp.raw((int) number(receipt, "type"));
    }
    int fields = rlp.beginList();
    rlp.quantity(number(receipt, "status")).quantity(number(receipt, "cumulativeGasUsed"))
        .string(bytes(receipt, "logsBloom"));
    int logs = rlp.beginList();
    for (JsonNode log : receipt.path("logs")) {
      int entry = rlp.beginList();
      rlp.string(bytes(log, "address"));
      int topics = rlp.beginList();
      log.path("topics").forEach(topic -> rlp.string(parse(topic)));
      rlp.endList(topics);
      rlp.string(bytes(log, "data"));
      rlp.endList(entry);
    }
    rlp.endList(logs);
    rlp.endList(fields);
  }

  private static JsonNode read(String file) throws IOException {
    assumeTrue(Files.isDirectory(BLOCK),
        () -> "recorded blocks are not here: set -Dgapless.fixtures (looked in " + BLOCK + ")");
    return new ObjectMapper().readTree(BLOCK.resolve(file).toFile());
  }

  private static byte[] bytes(JsonNode node, String name) {
    return parse(node.path(name));
  }

  private static byte[] parse(JsonNode hex) {
    return HexFormat.of().parseHex(hex.asText().substring(2));
  }

  private static long number(JsonNode node, String name) {
    return Long.decode(node.path(name).asText());
  }
}
