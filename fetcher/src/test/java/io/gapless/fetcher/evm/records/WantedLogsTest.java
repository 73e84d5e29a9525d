package io.gapless.fetcher.evm.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.chains.evm.EvmLog;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WantedLogsTest {

  private static final String TRANSFER = Erc20Decoder.TRANSFER.toString();
  private static final String SINGLE = Erc1155Decoder.SINGLE.toString();
  private static final String ZERO = "0x" + "00".repeat(32);
  private static final String PARTY = "0x" + Logs.ALICE.substring(26);

  @Test
  void isOneFilterOfEventsAndContractsForEverybody() {
    var filters = WantedLogs.of(work(List.of(), "erc20_transfers", "erc1155_transfers"));

    assertThat(filters.parts()).singleElement().satisfies(filter -> {
      assertThat(filter.addresses()).hasSize(1);
      assertThat(filter.topics()).singleElement().satisfies(topics -> assertThat(topics)
          .hasSize(3));
    });
  }

  @Test
  void isAFilterForEachTopicWhereAPartyMayStand() {
    var two = WantedLogs.of(work(List.of(PARTY), "erc20_transfers", "unclassified_logs"));
    var three = WantedLogs.of(work(List.of(PARTY), "erc20_transfers", "erc1155_transfers"));

    assertThat(two.parts()).extracting(filter -> filter.topics().toString()).containsExactly(
        "[[" + TRANSFER + "], [" + Logs.ALICE + "]]",
        "[[" + TRANSFER + "], [], [" + Logs.ALICE + "]]");
    assertThat(three.parts()).extracting(filter -> filter.topics().size())
        .containsExactly(2, 3, 4);
    assertThat(three.parts()).extracting(filter -> filter.topics().getFirst().size())
        .containsExactly(1, 3, 2);
  }

  @Test
  void matchesWhereTheStandardHasItsParties() {
    var match = WantedLogs.of(work(List.of(PARTY), "erc20_transfers", "erc1155_transfers"))
        .match();

    assertThat(match.test(log(TRANSFER, Logs.ALICE, Logs.BOB))).isTrue();
    assertThat(match.test(log(TRANSFER, Logs.BOB, Logs.ALICE))).isTrue();
    assertThat(match.test(log(TRANSFER, Logs.ALICE, Logs.ALICE))).isTrue();
    assertThat(match.test(log(TRANSFER, Logs.ALICE))).as("fits no standard").isTrue();
    assertThat(match.test(log(TRANSFER, Logs.BOB, Logs.CAROL))).isFalse();
    assertThat(match.test(log(TRANSFER, Logs.BOB, Logs.CAROL, Logs.ALICE))).as("an id")
        .isFalse();
    assertThat(match.test(log(SINGLE, Logs.ALICE, Logs.BOB, Logs.CAROL))).as("an operator")
        .isFalse();
    assertThat(match.test(log(SINGLE, Logs.BOB, Logs.CAROL, Logs.ALICE))).isTrue();
  }

  @Test
  void takesTheZeroAddressOnlyWhereItReallyStands() {
    var match = WantedLogs.of(work(List.of("0x" + "00".repeat(20)), "erc20_transfers")).match();

    assertThat(match.test(log(TRANSFER, ZERO, Logs.BOB))).isTrue();
    assertThat(match.test(log(TRANSFER, Logs.BOB))).isFalse();
    assertThat(match.test(log(TRANSFER))).isFalse();
  }

  @Test
  void refusesADatasetWithoutParties() {
    assertThatThrownBy(() -> WantedLogs.of(work(List.of(PARTY), "unclassified_logs")))
        .hasMessage("records of unclassified_logs have no parties");
  }

  private static EvmLog log(String... topics) {
    return Logs.log(List.of(topics), "0x");
  }

  private static RangeWork work(List<String> parties, String... datasets) {
    return RangeWork.newBuilder().setJobId("job").setNumber(0).setChain("evm-1")
        .setDatasets(List.of(datasets)).setContracts(List.of(Logs.TOKEN)).setParties(parties)
        .setFirst(10).setLast(20).setDayIdx(0).setAttempt(1).setCause(WorkCause.PLANNED)
        .setVerify(Verdict.HEAD).setMinVersion(0).setCreatedAt(Instant.EPOCH).build();
  }
}
