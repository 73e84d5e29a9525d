package io.gapless.fetcher.evm.records;

import static io.gapless.fetcher.evm.records.Logs.ALICE;
import static io.gapless.fetcher.evm.records.Logs.BOB;
import static io.gapless.fetcher.evm.records.Logs.CAROL;
import static io.gapless.fetcher.evm.records.Logs.log;
import static io.gapless.fetcher.evm.records.Logs.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.chains.evm.EvmLog;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogDecodersTest {

  private static final String TRANSFER = Erc20Decoder.TRANSFER.toString();
  private static final String SINGLE = Erc1155Decoder.SINGLE.toString();
  private static final String BATCH = Erc1155Decoder.BATCH.toString();

  @Test
  void tellsErc20FromErc721ByTheNumberOfTopics() {
    assertThat(dataset(log(List.of(TRANSFER, ALICE, BOB), "0x" + word(5))))
        .isEqualTo("erc20_transfers");
    assertThat(dataset(log(List.of(TRANSFER, ALICE, BOB, "0x" + word(5)), "0x")))
        .isEqualTo("erc721_transfers");
  }

  @Test
  void keepsWhatFitsNoStandardAsItIs() {
    var addresses = ALICE.substring(2) + BOB.substring(2);

    assertThat(dataset(log(List.of(TRANSFER), "0x" + addresses + word(5)))).as("CryptoKitties")
        .isEqualTo("unclassified_logs");
    assertThat(dataset(log(List.of(TRANSFER, ALICE, BOB), "0x"))).isEqualTo("unclassified_logs");
    assertThat(dataset(log(List.of(TRANSFER, ALICE, BOB), "0x" + word(5) + word(6))))
        .isEqualTo("unclassified_logs");
    assertThat(dataset(log(List.of(TRANSFER, "0x" + "ff".repeat(32), BOB), "0x" + word(5))))
        .as("a topic that is no address").isEqualTo("unclassified_logs");
  }

  @Test
  void takesABatchOnlyIfItsListsLieInTheDataAndAreOfOneLength() {
    var lists = word(64) + word(160) + word(2) + word(7) + word(8) + word(2) + word(70) + word(80);
    assertThat(dataset(batch(lists))).isEqualTo("erc1155_transfers");
    assertThat(dataset(batch(lists + word(0)))).as("bytes after the lists")
        .isEqualTo("erc1155_transfers");
    assertThat(dataset(batch(lists.substring(0, 64 * 7)))).as("cut off")
        .isEqualTo("unclassified_logs");
    assertThat(dataset(batch(lists.replace(word(160), word(4096))))).as("offset beyond the data")
        .isEqualTo("unclassified_logs");
    assertThat(dataset(
        batch(word(64) + word(128) + word(1) + word(7) + word(2) + word(70) + word(80))))
        .as("lists of two lengths").isEqualTo("unclassified_logs");
    assertThat(dataset(batch("f".repeat(64) + "f".repeat(64)))).as("absurd offsets")
        .isEqualTo("unclassified_logs");
    assertThat(dataset(batch(word(64) + word(96) + word(0) + word(0)))).as("an empty batch")
        .isEqualTo("erc1155_transfers");
  }

  @Test
  void takesASingleOfTwoWords() {
    assertThat(dataset(log(List.of(SINGLE, CAROL, ALICE, BOB), "0x" + word(1) + word(2))))
        .isEqualTo("erc1155_transfers");
    assertThat(dataset(log(List.of(SINGLE, CAROL, ALICE, BOB), "0x" + word(1))))
        .isEqualTo("unclassified_logs");
  }

  @Test
  void asksOnlyForTheEventsOfTheWantedDatasets() {
    assertThat(LogDecoders.topic0(List.of("erc20_transfers", "erc721_transfers")))
        .containsExactly(Erc20Decoder.TRANSFER);
    assertThat(LogDecoders.topic0(List.of("erc1155_transfers")))
        .containsExactly(Erc1155Decoder.SINGLE, Erc1155Decoder.BATCH);
    assertThatThrownBy(() -> LogDecoders.topic0(List.of("erc4626_deposits")))
        .hasMessageContaining("erc4626_deposits");
  }

  private static EvmLog batch(String words) {
    return log(List.of(BATCH, CAROL, ALICE, BOB), "0x" + words);
  }

  private static String dataset(EvmLog log) {
    return LogDecoders.of(log).dataset();
  }
}
