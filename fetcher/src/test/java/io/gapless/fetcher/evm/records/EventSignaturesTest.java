package io.gapless.fetcher.evm.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Hash;

class EventSignaturesTest {

  private static final String POSITION = "(address,address,bytes32,bytes32,uint256[],uint256)";

  /// What a contract's source declares, hashed by web3j, is what the schema says and what nodes are
  /// asked for.
  private static final Map<String, List<String>> SIGNATURES = Map.of(
      "erc20_transfers", List.of("Transfer(address,address,uint256)"),
      "erc721_transfers", List.of("Transfer(address,address,uint256)"),
      "erc1155_transfers", List.of("TransferSingle(address,address,address,uint256,uint256)",
          "TransferBatch(address,address,address,uint256[],uint256[])"),
      "ctf_events", List.of("ConditionPreparation(bytes32,address,bytes32,uint256)",
          "ConditionResolution(bytes32,address,bytes32,uint256,uint256[])",
          "PositionSplit" + POSITION, "PositionsMerge" + POSITION, "PayoutRedemption" + POSITION),
      "exchange_fills",
      List.of("OrderFilled(bytes32,address,address,uint256,uint256,uint256,uint256,uint256)"),
      "neg_risk_events", List.of("MarketPrepared(bytes32,address,uint256,bytes)",
          "QuestionPrepared(bytes32,bytes32,uint256,bytes)",
          "OutcomeReported(bytes32,bytes32,bool)", "PositionSplit(address,bytes32,uint256)",
          "PositionsMerge(address,bytes32,uint256)",
          "PositionsConverted(address,bytes32,uint256,uint256)",
          "PayoutRedemption(address,bytes32,uint256[],uint256)"),
      "unclassified_logs", List.of());

  @Test
  void hasADecoderForEveryDatasetOfLogs() {
    assertThat(SIGNATURES).containsOnlyKeys(LogDecoders.datasets());
    assertThat(Datasets.all().of("evm")).extracting(Dataset::name)
        .containsExactlyInAnyOrderElementsOf(LogDecoders.datasets());
  }

  @ParameterizedTest
  @ValueSource(strings = {"erc20_transfers", "erc721_transfers", "erc1155_transfers", "ctf_events",
      "exchange_fills", "neg_risk_events", "unclassified_logs"})
  void asksForTheHashesOfTheSignatures(String dataset) {
    var hashes = SIGNATURES.getOrDefault(dataset, List.of()).stream().map(Hash::sha3String)
        .toList();

    assertThat(Datasets.all().named(dataset).events()).containsExactlyInAnyOrderElementsOf(hashes);
    assertThat(LogDecoders.topic0(List.of(dataset))).extracting(Object::toString)
        .containsExactlyInAnyOrderElementsOf(hashes);
  }

  @Test
  void sharesNoTopic0BetweenContracts() {
    var ours = List.of("ctf_events", "exchange_fills", "neg_risk_events");

    assertThat(LogDecoders.topic0(ours)).hasSize(13)
        .doesNotContainAnyElementsOf(LogDecoders.topic0(Datasets.all().usual("evm").stream()
            .map(Dataset::name).toList()));
  }

  @Test
  void knowsWhereEachParameterIs() {
    var event = AbiEvent.of("Sold(address indexed by, uint256[] items, bool indexed whole,"
        + " bytes note, bytes32 id)");

    assertThat(event.topic0().toString())
        .isEqualTo(Hash.sha3String("Sold(address,uint256[],bool,bytes,bytes32)"));
    assertThat(event.parameters()).containsExactly(
        new AbiEvent.Parameter("by", AbiType.ADDRESS, true, 1),
        new AbiEvent.Parameter("items", AbiType.UINT256_LIST, false, 0),
        new AbiEvent.Parameter("whole", AbiType.BOOL, true, 2),
        new AbiEvent.Parameter("note", AbiType.BYTES, false, 32),
        new AbiEvent.Parameter("id", AbiType.BYTES32, false, 64));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"Sold|no declaration of an event: Sold",
      "Sold(uint8 a)|no parameter can be of type uint8",
      "Sold(uint256)|no declaration of an event: uint256",
      "Sold(uint256[] indexed items)|a topic has only the hash of uint256[] indexed items"})
  void refusesADeclarationThatItCannotRead(String declaration, String message) {
    assertThatThrownBy(() -> AbiEvent.of(declaration)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"Filled(uint256 price)|exchange_fills has no column price",
      "Filled(bytes32 fee)|column fee is UInt256, not Hash32",
      "Filled(bool maker)|column maker is Address, not boolean"})
  void refusesParametersThatTheColumnsHaveNoPlaceFor(String declaration, String message) {
    assertThatThrownBy(
        () -> new EventDecoder("exchange_fills", Map.of("FILL", declaration)) {
        })
        .hasMessage(message);
  }

  @Test
  void takesSeveralDynamicParametersOneAfterTheOther() {
    var event = AbiEvent.of("Sold(uint256[] items, bytes note, uint256[] prices)");
    var log = EncodedLogs.of("Sold(uint256[],bytes,uint256[])", List.of(), List.of(
        EncodedLogs.list(1, 2, 3), EncodedLogs.data(33), EncodedLogs.list()));
    assertThat(event.fits(log)).isTrue();

    // whole lists, but not in the order in which a compiler writes them
    EncodedLogs.setWord(log, 0, 0x140);
    EncodedLogs.setWord(log, 2, 0x60);
    assertThat(AbiWords.listLength(log, 0)).isZero();
    assertThat(AbiWords.listLength(log, 64)).isEqualTo(3);
    assertThat(event.fits(log)).isFalse();
  }
}
