package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What nodes that are wrong about logs say, beside what a sound one says.
class FaultyLogsIT {
  private static final int BLOCKS = 200;
  private static final String ALL = "\"fromBlock\":\"earliest\",\"toBlock\":\"latest\"";
  private static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(BLOCKS));
  private static final EvmNodeOptions SOUND = EvmNodeOptions.defaults();
  private static final List<JsonNode> LOGS = with(SOUND, client -> logs(client, ALL));
  private static final List<JsonNode> RECEIPTS = with(SOUND, FaultyLogsIT::receipts);

  @ParameterizedTest
  @ValueSource(strings = {"omit-logs=10", "omit-logs-not-receipts=10", "omit-blocks=5",
      "omit-blocks-not-receipts=5"})
  void leavesLogsOutAndShowsTheOthersAsTheyAre(String fault) {
    List<JsonNode> shown = with(node(fault), client -> logs(client, ALL));

    assertThat(LOGS).containsAll(shown);
    assertThat(shown.size()).isBetween(LOGS.size() * 6 / 10, LOGS.size() * 95 / 100);
    assertThat(with(node(fault), client -> logs(client, ALL))).isEqualTo(shown);
  }

  @Test
  void leavesOutTheSameLogsOfReceipts() {
    var options = node("omit-logs=10");

    List<JsonNode> shown = with(options, FaultyLogsIT::receipts);

    assertThat(inReceipts(shown)).isEqualTo(with(options, client -> logs(client, ALL)));
    assertThat(with(node("omit-logs-not-receipts=10"), FaultyLogsIT::receipts))
        .isEqualTo(RECEIPTS);
  }

  @Test
  void leavesOutTheLogsOfWholeBlocks() {
    var missing = new TreeSet<>(blocks(LOGS));
    List<JsonNode> shown = with(node("omit-blocks=5"), client -> logs(client, ALL));
    missing.removeAll(blocks(shown));

    assertThat(missing.size()).isBetween(20, 60);
    assertThat(shown).isEqualTo(LOGS.stream()
        .filter(log -> !missing.contains(log.path("blockNumber").asText())).toList());
    assertThat(inReceipts(with(node("omit-blocks=5"), FaultyLogsIT::receipts))).isEqualTo(shown);
  }

  @Test
  void leavesOutTheSameLogsHoweverTheRangeIsCut() {
    List<JsonNode> inPieces = with(node("omit-logs=10"), client -> {
      List<JsonNode> logs = new ArrayList<>();
      for (int first = 0; first < BLOCKS; first += 7) {
        logs.addAll(logs(client, range(first, Math.min(BLOCKS, first + 7) - 1)));
      }
      return logs;
    });

    assertThat(inPieces).isEqualTo(with(node("omit-logs=10"), client -> logs(client, ALL)));
  }

  @Test
  void leavesOutOtherLogsForAnotherSeed() {
    var other = node("omit-logs=10").withFaultSeed(2);

    assertThat(with(other, client -> logs(client, ALL)))
        .isNotEqualTo(with(node("omit-logs=10"), client -> logs(client, ALL)));
  }

  @Test
  void changesOneByteOfSomeLogs() {
    List<JsonNode> shown = with(node("alter-logs=10"), client -> logs(client, ALL));

    assertThat(shown).hasSameSizeAs(LOGS);
    int altered = 0;
    for (int i = 0; i < shown.size(); i++) {
      if (!shown.get(i).equals(LOGS.get(i))) {
        altered++;
        assertThat(shown.get(i).toString()).hasSameSizeAs(LOGS.get(i).toString());
      }
    }
    assertThat(altered).isBetween(LOGS.size() / 20, LOGS.size() / 6);
    assertThat(inReceipts(with(node("alter-logs=10"), FaultyLogsIT::receipts))).isEqualTo(shown);
    assertThat(with(node("alter-logs-not-receipts=10"), FaultyLogsIT::receipts))
        .isEqualTo(RECEIPTS);
  }

  @Test
  void showsSomeLogsTwice() {
    List<JsonNode> shown = with(node("duplicate-logs=10"), client -> logs(client, ALL));

    assertThat(shown.stream().distinct().toList()).isEqualTo(LOGS);
    assertThat(shown.size()).isBetween(LOGS.size() * 105 / 100, LOGS.size() * 115 / 100);
  }

  @Test
  void showsLogsOfContractsThatNobodyAskedFor() {
    String address = LOGS.getFirst().path("address").asText();
    String filter = ALL + ",\"address\":\"" + address + "\"";

    List<JsonNode> shown = with(node("stray-logs=10"), client -> logs(client, filter));

    assertThat(shown).containsAll(with(SOUND, client -> logs(client, filter)))
        .anyMatch(log -> !log.path("address").asText().equals(address));
    assertThat(LOGS).containsAll(shown);
  }

  @Test
  void showsTheBlockAfterTheRange() {
    assertThat(with(node("overrun-range=1"), client -> logs(client, range(20, 29))))
        .isEqualTo(with(SOUND, client -> logs(client, range(20, 30))));
    assertThat(with(node("overrun-range=1"), client -> logs(client, range(20, BLOCKS - 1))))
        .isEqualTo(with(SOUND, client -> logs(client, range(20, BLOCKS - 1))));
  }

  @Test
  void stopsAtItsCapWithoutAWord() {
    assertThat(with(node("silent-cap=150"), client -> logs(client, ALL)))
        .isEqualTo(LOGS.subList(0, 150));
  }

  private static EvmNodeOptions node(String fault) {
    return EvmFaults.applied(fault, SOUND);
  }

  private static List<JsonNode> with(EvmNodeOptions options,
      Function<RpcClient, List<JsonNode>> use) {
    try (var node = EvmSimulator.start(CHAIN, options);
        var client = new RpcClient(node.url())) {
      return use.apply(client);
    }
  }

  private static List<JsonNode> logs(RpcClient client, String filter) {
    return list(client.result("eth_getLogs", "[{" + filter + "}]"));
  }

  private static String range(int first, int last) {
    return "\"fromBlock\":\"0x" + Integer.toHexString(first) + "\",\"toBlock\":\"0x"
        + Integer.toHexString(last) + "\"";
  }

  private static List<JsonNode> receipts(RpcClient client) {
    List<JsonNode> receipts = new ArrayList<>();
    for (int number = 0; number < BLOCKS; number++) {
      receipts.addAll(list(client.result("eth_getBlockReceipts",
          "[\"0x" + Integer.toHexString(number) + "\"]")));
    }
    return receipts;
  }

  private static List<JsonNode> inReceipts(List<JsonNode> receipts) {
    return receipts.stream().flatMap(receipt -> list(receipt.path("logs")).stream()).toList();
  }

  private static Set<String> blocks(List<JsonNode> logs) {
    return logs.stream().map(log -> log.path("blockNumber").asText())
        .collect(Collectors.toSet());
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }
}
