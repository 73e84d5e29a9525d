package io.gapless.fetcher.evm.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.evm.EvmLog;
import io.gapless.schemas.record.CtfEvent;
import io.gapless.schemas.record.CtfEventKind;
import io.gapless.schemas.record.UInt256;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

/// Logs of real chains, recorded; they are read from `-Dgapless.fixtures`.
class RecordedCtfEventsIT {

  private static final String CTF = "0x4d97dcd97ec945f40cf65f87097ace5ea0476045";
  private static final String POSITION = "(address,address,bytes32,bytes32,uint256[],uint256)";

  @Test
  void everyEventOfTheContractOnPolygonMakesARecordThatMakesTheSameLogAgain() throws IOException {
    var kinds = new HashSet<CtfEventKind>();
    for (var recorded : recorded()) {
      var log = log(recorded);
      if (!recorded.path("address").asText().equals(CTF)) {
        assertThat(LogDecoders.of(log)).as("%s", recorded).isNotInstanceOf(EventDecoder.class);
      } else if (LogDecoders.topic0(List.of("ctf_events")).stream()
          .anyMatch(event -> event.hasBytes(log.topics[0]))) {
        var event = WrittenLog.record(log, "ctf_events", CtfEvent.class);
        kinds.add(event.getKind());
        var again = encoded(event);
        assertThat(again.topicCount).isEqualTo(log.topicCount);
        assertThat(again.topics).as("%s", recorded).isDeepEqualTo(log.topics);
        assertThat(again.data).as("%s", recorded).isEqualTo(log.data);
      }
    }
    assertThat(kinds).contains(CtfEventKind.SPLIT, CtfEventKind.MERGE, CtfEventKind.REDEMPTION);
  }

  private static List<JsonNode> recorded() throws IOException {
    var folder = Path.of(System.getProperty("gapless.fixtures", ""), "evm");
    assumeTrue(Files.isDirectory(folder), "no recorded blocks; -Dgapless.fixtures=DIR has some");
    var logs = new ArrayList<JsonNode>();
    var files = folder.toFile().listFiles((dir, name) -> name.startsWith("polygon"));
    for (File recording : files == null ? new File[0] : files) {
      new ObjectMapper().readTree(recording.toPath().resolve("logs.json").toFile())
          .forEach(logs::add);
    }
    return logs;
  }

  private static EvmLog log(JsonNode recorded) {
    var topics = new ArrayList<String>();
    recorded.path("topics").forEach(topic -> topics.add(topic.asText()));
    return Logs.log(topics, recorded.path("data").asText());
  }

  private static EvmLog encoded(CtfEvent event) {
    Address stakeholder = address(event.getStakeholder().bytes());
    Address collateral = address(event.getCollateralToken().bytes());
    var parent = new Bytes32(event.getParentCollectionId().bytes());
    var condition = new Bytes32(event.getConditionId().bytes());
    var sets = new DynamicArray<>(Uint256.class,
        event.getIndexSets().stream().map(RecordedCtfEventsIT::number).toList());
    Uint256 amount = number(event.getAmount());
    List<Type<?>> ofPosition = List.of(stakeholder, parent, condition);
    return switch (event.getKind()) {
      case SPLIT -> EncodedLogs.of("PositionSplit" + POSITION, ofPosition,
          List.of(collateral, sets, amount));
      case MERGE -> EncodedLogs.of("PositionsMerge" + POSITION, ofPosition,
          List.of(collateral, sets, amount));
      case REDEMPTION -> EncodedLogs.of("PayoutRedemption" + POSITION,
          List.of(stakeholder, collateral, parent), List.of(condition, sets, amount));
      case PREPARATION -> EncodedLogs.of("ConditionPreparation(bytes32,address,bytes32,uint256)",
          List.of(condition, address(event.getOracle().bytes()),
              new Bytes32(event.getQuestionId().bytes())),
          List.of(new Uint256(event.getOutcomeSlots())));
      case RESOLUTION -> EncodedLogs.of(
          "ConditionResolution(bytes32,address,bytes32,uint256,uint256[])",
          List.of(condition, address(event.getOracle().bytes()),
              new Bytes32(event.getQuestionId().bytes())),
          List.of(new Uint256(event.getOutcomeSlots()), new DynamicArray<>(Uint256.class,
              event.getPayoutNumerators().stream().map(RecordedCtfEventsIT::number).toList())));
    };
  }

  private static Address address(byte[] bytes) {
    return new Address("0x" + HexFormat.of().formatHex(bytes));
  }

  private static Uint256 number(UInt256 value) {
    return new Uint256(new BigInteger(1, value.bytes()));
  }
}
