package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogFilterIT {
  private final SimulatedChain chain =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(120));
  private final EvmSimulator node = EvmSimulator.start(chain, EvmNodeOptions.defaults());
  private final RpcClient client = new RpcClient(node.url());
  private final List<JsonNode> all = read(0, chain.head(), "");

  @AfterAll
  void stop() {
    client.close();
    node.close();
  }

  @Test
  void answersAsAScanOfAllLogsWouldForRandomFilters() {
    var random = new Random(7);
    for (int round = 0; round < 300; round++) {
      long first = random.nextInt(120);
      long last = first + random.nextInt((int) (120 - first));
      List<String> addresses = draw(random, "/address", 3);
      List<List<String>> topics = new ArrayList<>();
      for (int position = random.nextInt(4); position > 0; position--) {
        topics.add(draw(random, "/topics/" + topics.size(), 3));
      }
      Predicate<JsonNode> matches = log -> number(log) >= first && number(log) <= last
          && (addresses.isEmpty() || addresses.contains(log.path("address").asText()))
          && log.path("topics").size() >= topics.size();
      for (int i = 0; i < topics.size(); i++) {
        int position = i;
        matches = matches.and(log -> topics.get(position).isEmpty()
            || topics.get(position).contains(log.path("topics").path(position).asText()));
      }
      String filter = ",\"address\":" + json(addresses) + ",\"topics\":"
          + topics.stream().map(LogFilterIT::json).collect(Collectors.joining(",", "[", "]"));

      assertThat(read(first, last, filter)).as("blocks %d to %d %s", first, last, filter)
          .isEqualTo(all.stream().filter(matches).toList());
    }
  }

  @Test
  void takesOneAddressAsTextAndATopicAsText() {
    JsonNode log = all.get(40);
    String filter = ",\"address\":" + log.path("address") + ",\"topics\":[" + log.at("/topics/0")
        + ",null]";

    assertThat(read(0, chain.head(), filter)).contains(log).isEqualTo(all.stream()
        .filter(each -> each.path("address").equals(log.path("address"))
            && each.at("/topics/0").equals(log.at("/topics/0")) && each.path("topics").size() > 1)
        .toList());
  }

  @Test
  void answersForOneBlockByItsHash() {
    JsonNode log = all.getLast();

    JsonNode logs =
        client.result("eth_getLogs", "[{\"blockHash\":" + log.path("blockHash") + "}]");

    assertThat(logs).containsExactlyElementsOf(all.stream()
        .filter(each -> each.path("blockHash").equals(log.path("blockHash"))).toList());
  }

  @Test
  void leavesOutTheBlocksTimeWhereTheNodeIsOfAnOlderKind() {
    try (var older = EvmSimulator.start(chain, EvmNodeOptions.defaults().withLogTimestamps(false));
        var olderClient = new RpcClient(older.url())) {
      JsonNode logs = olderClient.result("eth_getLogs", "[{\"fromBlock\":\"earliest\"}]");

      assertThat(logs).hasSameSizeAs(all).noneMatch(log -> log.has("blockTimestamp"));
    }
  }

  private List<JsonNode> read(long first, long last, String filter) {
    JsonNode logs = client.result("eth_getLogs", "[{\"fromBlock\":\"0x" + Long.toHexString(first)
        + "\",\"toBlock\":\"0x" + Long.toHexString(last) + "\"" + filter + "}]");
    List<JsonNode> list = new ArrayList<>();
    logs.forEach(list::add);
    return list;
  }

  /// Up to `most` values that occur, and sometimes one that does not.
  private List<String> draw(Random random, String pointer, int most) {
    List<String> values = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      String value = all.get(random.nextInt(all.size())).at(pointer).asText();
      if (!value.isEmpty()) {
        values.add(random.nextInt(10) == 0 ? value.replace('a', 'b') : value);
      }
    }
    return values;
  }

  private static long number(JsonNode log) {
    return Long.decode(log.path("blockNumber").asText());
  }

  private static String json(List<String> values) {
    return values.stream().map(value -> "\"" + value + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
