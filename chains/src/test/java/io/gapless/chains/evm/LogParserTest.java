package io.gapless.chains.evm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class LogParserTest {

  private static final ObjectMapper TREES = new ObjectMapper();

  @Test
  void readsWhatATreeWouldHold() throws IOException {
    long seed = Long.getLong("gapless.seed", 20_260_101);
    System.out.println("logs generated from -Dgapless.seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      ArrayNode logs = TREES.createArrayNode();
      for (int i = random.nextInt(20); i > 0; i--) {
        logs.add(log(random));
      }
      String json = round % 2 == 0 ? logs.toString() : logs.toPrettyString();

      assertThat(read(Samples.reply(1, json), random))
          .isEqualTo(
              StreamSupport.stream(logs.spliterator(), false).map(LogParserTest::shown).toList());
    }
  }

  @Test
  void refusesEveryCutOfAnAnswer() {
    String whole = Samples.reply(1, "[" + Samples.log(5, 1) + "," + Samples.log(6, 2) + "]");
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> read(cut, new Random(1))).as(cut)
          .isInstanceOf(JsonProcessingException.class);
    }
  }

  @Test
  void refusesLogsOfTheWrongForm() {
    for (String wrong : List.of(
        Samples.log(5, 1).replace("\"topics\":[", "\"topics\":[\"0x12\","),
        Samples.log(5, 1).replace("\"topics\":[",
            "\"topics\":[\"" + Samples.TRANSFER + "\",\"" + Samples.TRANSFER + "\","),
        Samples.log(5, 1).replace("\"data\":\"0x", "\"data\":\"0x0"),
        Samples.log(5, 1).replace("\"data\":\"0x", "\"data\":\""),
        Samples.log(5, 1).replace("\"blockNumber\":\"0x5\"", "\"blockNumber\":\"0x\""),
        Samples.log(5, 1).replace("\"blockNumber\":\"0x5\"",
            "\"blockNumber\":\"0xffffffffffffffff\""),
        Samples.log(5, 1).replace("\"logIndex\":\"0x1\"", "\"logIndex\":\"0xfffffffff\""))) {
      assertThatThrownBy(() -> read(Samples.reply(1, "[" + wrong + "]"), new Random(1)))
          .as(wrong)
          .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }
  }

  private static List<String> read(String json, Random random) throws IOException {
    List<String> logs = new ArrayList<>();
    LogParser.parse(dripping(json.getBytes(UTF_8), random),
        log -> logs.add(shown(log)));
    return logs;
  }

  /// A stream that gives a few bytes at a time, as a network does.
  private static InputStream dripping(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(700)));
      }
    };
  }

  private static JsonNode log(Random random) {
    List<String> names = new ArrayList<>(List.of("address", "topics", "data", "blockNumber",
        "blockHash",
        "transactionHash", "transactionIndex", "logIndex", "removed", "blockTimestamp", "extra"));
    Collections.shuffle(names, random);
    ObjectNode log = TREES.createObjectNode();
    for (String name : names) {
      switch (name) {
        case "address" -> log.put(name, Samples.randomHex(random, 20));
        case "topics" -> {
          ArrayNode topics = log.putArray(name);
          for (int i = random.nextInt(5); i > 0; i--) {
            topics.add(Samples.randomHex(random, 32));
          }
        }
        case "data" -> {
          int bytes = random.nextInt(10) == 0 ? random.nextInt(30_000) : random.nextInt(100);
          String data = Samples.randomHex(random, bytes);
          log.put(name,
              random.nextBoolean() ? data : "0x" + data.substring(2).toUpperCase(Locale.ROOT));
        }
        case "blockHash", "transactionHash" -> log.put(name, Samples.randomHex(random, 32));
        case "blockNumber" -> log.put(name, "0x" + Long.toHexString(random.nextLong(1L << 40)));
        case "transactionIndex", "logIndex" ->
            log.put(name, "0x" + Integer.toHexString(random.nextInt(100_000)));
        case "removed" -> log.put(name, random.nextBoolean());
        case "blockTimestamp" -> {
          if (random.nextBoolean()) {
            log.put(name, "0x" + Long.toHexString(random.nextLong(1L << 33)));
          }
        }
        default -> log.putObject(name).putArray("deep").add(1).addObject().put("data", "0x00");
      }
    }
    return log;
  }

  private static String shown(EvmLog log) {
    List<String> topics =
        Arrays.stream(log.topics, 0, log.topicCount).map(topic -> hex(topic, 32)).toList();
    return String.join(" ", hex(log.address, 20), topics.toString(), hex(log.data, log.dataLength),
        log.blockNumber + "", hex(log.blockHash, 32), hex(log.transactionHash, 32),
        log.transactionIndex + "",
        log.logIndex + "", log.removed + "", log.blockTimestamp + "");
  }

  private static String hex(byte[] bytes, int length) {
    return "0x" + HexFormat.of().formatHex(bytes, 0, length);
  }

  private static String shown(JsonNode log) {
    List<String> topics = StreamSupport.stream(log.path("topics").spliterator(), false)
        .map(JsonNode::asText).toList();
    return String.join(" ", text(log, "address"), topics.toString(),
        text(log, "data").toLowerCase(Locale.ROOT),
        number(log, "blockNumber"), text(log, "blockHash"), text(log, "transactionHash"),
        number(log, "transactionIndex"), number(log, "logIndex"),
        log.path("removed").asBoolean() + "",
        log.has("blockTimestamp") ? number(log, "blockTimestamp") : "-1");
  }

  private static String text(JsonNode log, String name) {
    return log.path(name).asText();
  }

  private static String number(JsonNode log, String name) {
    return Long.parseLong(text(log, name).substring(2), 16) + "";
  }
}
