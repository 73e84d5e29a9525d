package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.Traffic;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.web3j.crypto.Hash;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/// Recomputes everything that can be recomputed from a node's answers, with other libraries.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VerifiedChain {
  private final SimulatedChain chain;
  private final EvmSimulator node;
  private final RpcClient client;
  private final List<JsonNode> blocks = new ArrayList<>();
  private final List<JsonNode> receipts = new ArrayList<>();

  VerifiedChain(EvmSimulator node) {
    this.node = node;
    this.chain = node.chain();
    this.client = new RpcClient(node.url());
  }

  /// A node over a chain with much that is unusual.
  static EvmSimulator start() {
    return EvmSimulator.start(EvmChainOptions.defaults().withBlocks(150)
        .withTraffic(Traffic.defaults().withNonstandardRate(0.05)), EvmNodeOptions.defaults());
  }

  @BeforeAll
  void readTheChain() {
    for (int number = 0; number <= chain.head(); number++) {
      String hex = "\"0x" + Integer.toHexString(number) + "\"";
      blocks.add(client.result("eth_getBlockByNumber", "[" + hex + ",true]"));
      receipts.add(client.result("eth_getBlockReceipts", "[" + hex + "]"));
    }
  }

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void blocksHashToTheirHashesAndLinkToTheirParents() {
    String parent = "0x" + "0".repeat(64);
    for (JsonNode block : blocks) {
      List<RlpType> fields = new ArrayList<>();
      for (String name : List.of("parentHash", "sha3Uncles", "miner", "stateRoot",
          "transactionsRoot", "receiptsRoot", "logsBloom")) {
        fields.add(bytes(block, name));
      }
      for (String name : List.of("difficulty", "number", "gasLimit", "gasUsed", "timestamp")) {
        fields.add(quantity(block, name));
      }
      fields.add(bytes(block, "extraData"));
      fields.add(bytes(block, "mixHash"));
      fields.add(bytes(block, "nonce"));
      fields.add(quantity(block, "baseFeePerGas"));
      fields.add(bytes(block, "withdrawalsRoot"));
      fields.add(quantity(block, "blobGasUsed"));
      fields.add(quantity(block, "excessBlobGas"));
      fields.add(bytes(block, "parentBeaconBlockRoot"));

      assertThat(hash(new RlpList(fields))).isEqualTo(block.path("hash").asText());
      assertThat(block.path("parentHash").asText()).isEqualTo(parent);
      parent = block.path("hash").asText();
    }
  }

  @Test
  void transactionsHashToTheirHashesAndToTheRoot() {
    for (JsonNode block : blocks) {
      List<byte[]> encoded = new ArrayList<>();
      for (JsonNode transaction : block.path("transactions")) {
        byte[] bytes = encodeTransaction(transaction);
        encoded.add(bytes);

        assertThat(hex(Hash.sha3(bytes))).isEqualTo(transaction.path("hash").asText());
        assertThat(transaction.path("blockHash")).isEqualTo(block.path("hash"));
      }

      assertThat(hex(IndependentTrie.rootOfList(encoded)))
          .isEqualTo(block.path("transactionsRoot").asText());
    }
  }

  @Test
  void receiptsHashToTheRootAndTheirBloomsMakeTheBlocks() {
    for (int number = 0; number < blocks.size(); number++) {
      byte[] blockBloom = new byte[256];
      List<byte[]> encoded = new ArrayList<>();
      for (JsonNode receipt : receipts.get(number)) {
        byte[] bloom = new byte[256];
        for (JsonNode log : receipt.path("logs")) {
          addToBloom(bloom, log.path("address").asText());
          log.path("topics").forEach(topic -> addToBloom(bloom, topic.asText()));
        }
        for (int i = 0; i < bloom.length; i++) {
          blockBloom[i] |= bloom[i];
        }
        encoded.add(encodeReceipt(receipt));

        assertThat(receipt.path("logsBloom").asText()).isEqualTo(hex(bloom));
      }
      JsonNode block = blocks.get(number);

      assertThat(block.path("logsBloom").asText()).isEqualTo(hex(blockBloom));
      assertThat(hex(IndependentTrie.rootOfList(encoded)))
          .isEqualTo(block.path("receiptsRoot").asText());
    }
  }

  @Test
  void transactionsAreOfAllTypesSucceededAndNot() {
    var types = new TreeSet<String>();
    var statuses = new TreeSet<String>();
    var creations = new TreeSet<Boolean>();
    receipts.forEach(block -> block.forEach(receipt -> {
      types.add(receipt.path("type").asText());
      statuses.add(receipt.path("status").asText());
      creations.add(receipt.path("to").isNull());
    }));

    assertThat(types).containsExactly("0x0", "0x1", "0x2");
    assertThat(statuses).containsExactly("0x0", "0x1");
    assertThat(creations).containsExactly(false, true);
  }

  @Test
  void logsAreThoseOfTheReceiptsInOrder() {
    JsonNode logs =
        client.result("eth_getLogs", "[{\"fromBlock\":\"earliest\",\"toBlock\":\"latest\"}]");
    List<JsonNode> expected = new ArrayList<>();
    receipts
        .forEach(block -> block.forEach(receipt -> receipt.path("logs").forEach(expected::add)));

    assertThat(logs).hasSameSizeAs(expected).containsExactlyElementsOf(expected);
    assertThat(logs.size()).isEqualTo((int) chain.logCount()).isGreaterThan(3_000);
    for (int i = 0; i < logs.size(); i++) {
      int number = Integer.decode(logs.get(i).path("blockNumber").asText());
      assertThat(logs.get(i).path("blockTimestamp"))
          .isEqualTo(blocks.get(number).path("timestamp"));
      assertThat(logs.get(i).path("blockHash")).isEqualTo(blocks.get(number).path("hash"));
    }
  }

  @Test
  void singleTransactionsAndReceiptsAreThoseOfTheBlock() {
    JsonNode block = blocks.get(20);
    int last = block.path("transactions").size() - 1;
    String hash = "[" + block.path("transactions").get(last).path("hash") + "]";

    assertThat(client.result("eth_getTransactionByHash", hash))
        .isEqualTo(block.path("transactions").get(last));
    assertThat(client.result("eth_getTransactionReceipt", hash))
        .isEqualTo(receipts.get(20).get(last));
    assertThat(client.result("eth_getBlockByHash", "[" + block.path("hash") + ",true]"))
        .isEqualTo(block);
    assertThat(client.result("eth_getBlockReceipts", "[" + block.path("hash") + "]"))
        .isEqualTo(receipts.get(20));
    assertThat(client.result("eth_getBlockByHash", "[" + block.path("hash") + ",false]")
        .path("transactions").get(last)).isEqualTo(
            block.path("transactions").get(last).path("hash"));
  }

  private static byte[] encodeTransaction(JsonNode transaction) {
    int type = Integer.decode(transaction.path("type").asText());
    List<RlpType> fields = new ArrayList<>();
    if (type != 0) {
      fields.add(quantity(transaction, "chainId"));
    }
    fields.add(quantity(transaction, "nonce"));
    if (type == 2) {
      fields.add(quantity(transaction, "maxPriorityFeePerGas"));
      fields.add(quantity(transaction, "maxFeePerGas"));
    } else {
      fields.add(quantity(transaction, "gasPrice"));
    }
    fields.add(quantity(transaction, "gas"));
    fields.add(transaction.path("to").isNull() ? RlpString.create("") : bytes(transaction, "to"));
    fields.add(quantity(transaction, "value"));
    fields.add(bytes(transaction, "input"));
    if (type != 0) {
      fields.add(new RlpList());
    }
    fields.add(quantity(transaction, "v"));
    fields.add(quantity(transaction, "r"));
    fields.add(quantity(transaction, "s"));
    return typed(type, new RlpList(fields));
  }

  private static byte[] encodeReceipt(JsonNode receipt) {
    List<RlpType> logs = new ArrayList<>();
    for (JsonNode log : receipt.path("logs")) {
      List<RlpType> topics = new ArrayList<>();
      log.path("topics").forEach(topic -> topics.add(RlpString.create(parse(topic.asText()))));
      logs.add(new RlpList(bytes(log, "address"), new RlpList(topics), bytes(log, "data")));
    }
    return typed(Integer.decode(receipt.path("type").asText()),
        new RlpList(quantity(receipt, "status"), quantity(receipt, "cumulativeGasUsed"),
            bytes(receipt, "logsBloom"), new RlpList(logs)));
  }

  private static byte[] typed(int type, RlpList payload) {
    byte[] encoded = RlpEncoder.encode(payload);
    if (type == 0) {
      return encoded;
    }
    byte[] envelope = new byte[encoded.length + 1];
    envelope[0] = (byte) type;
    System.arraycopy(encoded, 0, envelope, 1, encoded.length);
    return envelope;
  }

  private static void addToBloom(byte[] bloom, String value) {
    byte[] hash = Hash.sha3(parse(value));
    for (int i = 0; i < 6; i += 2) {
      int bit = ((hash[i] & 0x07) << 8) + (hash[i + 1] & 0xff);
      bloom[255 - bit / 8] |= (byte) (1 << (bit % 8));
    }
  }

  private static RlpString quantity(JsonNode node, String name) {
    return RlpString.create(new BigInteger(node.path(name).asText().substring(2), 16));
  }

  private static RlpString bytes(JsonNode node, String name) {
    return RlpString.create(parse(node.path(name).asText()));
  }

  private static String hash(RlpList list) {
    return hex(Hash.sha3(RlpEncoder.encode(list)));
  }

  private static byte[] parse(String hex) {
    return HexFormat.of().parseHex(hex.substring(2));
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
