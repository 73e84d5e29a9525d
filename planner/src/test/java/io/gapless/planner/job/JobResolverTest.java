package io.gapless.planner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.FakeChain;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobResolverTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant START = Instant.parse("2024-01-30T12:00:00Z");
  /// A block a minute from noon of 2024-01-30 on; the head is of 2024-02-02T12:00.
  private final FakeChain chain = FakeChain.steady(3 * 1440, START, 60);

  @Test
  void takesBlockNumbersAsTheyAre() throws InterruptedException {
    Job job = resolve(asked("5", "17"));

    assertThat(job.getFirst()).isEqualTo(5);
    assertThat(job.getLast()).isEqualTo(17);
    assertThat(job.getPlannedThrough()).isEqualTo(4);
    assertThat(job.getFirstDay()).isEqualTo((int) LocalDate.of(2024, 1, 30).toEpochDay());
  }

  @Test
  void takesDatesAsWholeDays() throws InterruptedException {
    Job job = resolve(asked("2024-01-31", "2024-02-01"));

    assertThat(job.getFirst()).isEqualTo(720);
    assertThat(job.getLast()).isEqualTo(720 + 2 * 1440 - 1);
  }

  @Test
  void takesTheDayOfTheFirstBlockFromThatBlockOn() throws InterruptedException {
    Job job = resolve(asked("2024-01-30", "2024-01-30"));

    assertThat(job.getFirst()).isEqualTo(0);
    assertThat(job.getLast()).isEqualTo(719);
  }

  @Test
  void beginsWhereTheNodesDo() throws InterruptedException {
    var later = chain.from(100);

    assertThat(resolver(later).resolve("r", asked("2024-01-30", "200"), NOW).job().getFirst())
        .isEqualTo(100);
    assertThatThrownBy(() -> resolver(later).resolve("r", asked("99", "200"), NOW))
        .isInstanceOf(JobRefusedException.class)
        .hasMessageContaining("--from 99 is before 100, the first that the nodes of evm-1 have");
  }

  @Test
  void takesTheFinalizedBlockOfTheNodes() throws InterruptedException {
    assertThat(resolve(asked("0", "finalized")).getLast()).isEqualTo(3 * 1440 - 10);
  }

  @Test
  void fallsBackBelowTheHeadWhereNoNodeKnowsAFinalizedBlockAndSaysSo() throws InterruptedException {
    var plan = resolver(chain.withoutFinalized()).resolve("r", asked("0", "finalized"), NOW);

    assertThat(plan.job().getLast()).isEqualTo(3 * 1440 - 64);
    assertThat(plan.notes()).containsExactly("the nodes of evm-1 know no finalized block: took "
        + (3 * 1440 - 64) + ", 64 below the head 4320");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      9 | 5 | the range is reversed: --from 9 is after --to 5
      2024-02-01 | 5 | the range is reversed: --from 2024-02-01 (block 2160) is after --to 5
      0 | 4321 | --to 4321 is beyond the head of evm-1, which is 4320
      99999 | 100000 | --from 99999 is beyond the head of evm-1, which is 4320
      2024-01-29 | 5 | --from 2024-01-29 is before the first block of evm-1, which is of 2024-01-30
      0 | 2024-01-29 | --to 2024-01-29 is before the first block of evm-1
      2024-02-03 | 5 | --from 2024-02-03 is after the head of evm-1, which is 4320 of 2024-02-02
      0 | 2024-02-03 | --to 2024-02-03 is after the head of evm-1
      0 | 2024-02-02 | --to 2024-02-02 is not over yet on evm-1, whose head 4320 is of 2024-02-02
      2024-02-30 | 5 | --from 2024-02-30 is not a day of the calendar
      latest | 5 | --from latest is not a bound
      0 | latest | or finalized
      -1 | 5 | --from -1 is not a bound
      finalized | 5 | --from finalized is not a start
      '' | 5 | --from (empty) is not a bound
      """)
  void refusesARangeThatIsNone(String from, String to, String message) {
    assertThatThrownBy(() -> resolve(asked(from, to)))
        .isInstanceOf(JobRefusedException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesWhatIsNoAddress() {
    var asked = asked("0", "5");
    asked.setContracts(List.of("0x12"));

    assertThatThrownBy(() -> resolve(asked))
        .hasMessage("--contract 0x12 is not an address: give 0x and 40 hex digits");
  }

  @Test
  void refusesADatasetThatThereIsNotAndNamesThoseThatAre() {
    var asked = asked("0", "5");
    asked.setDatasets(List.of("erc21_transfers"));

    assertThatThrownBy(() -> resolve(asked)).hasMessageStartingWith(
        "--dataset erc21_transfers is not a dataset of evm chains: there are ctf_events, "
            + "erc1155_transfers, ");
  }

  @Test
  void refusesAChainWithoutEndpointsAndNamesThoseWithSome() {
    var asked = asked("0", "5");
    asked.setChain("evm-5");

    assertThatThrownBy(() -> resolve(asked)).hasMessage("the planner has no endpoints for evm-5; "
        + "it has some for evm-1: start it with nodes of evm-5");
  }

  @Test
  void refusesAChainThatIsNoName() {
    var asked = asked("0", "5");
    asked.setChain("mainnet");

    assertThatThrownBy(() -> resolve(asked)).hasMessageContaining("chain mainnet is not known");
  }

  @Test
  void takesTheUsualDatasetsOfTheFamilyWhereNoneIsNamed() throws InterruptedException {
    var asked = asked("0", "5");
    asked.setDatasets(List.of());

    assertThat(resolve(asked).getDatasets()).containsExactly("erc1155_transfers",
        "erc20_transfers", "erc721_transfers", "unclassified_logs");
  }

  @Test
  void takesADatasetThatIsNotAmongTheUsualWhereItIsNamed() throws InterruptedException {
    var asked = asked("0", "5");
    asked.setDatasets(List.of("neg_risk_events", "ctf_events"));

    assertThat(resolve(asked).getDatasets()).containsExactly("ctf_events", "neg_risk_events");
  }

  @Test
  void findsTheSameJobHoweverTheSameIsAskedFor() throws InterruptedException {
    var first = asked("0", "5");
    first.setDatasets(List.of("erc721_transfers", "erc20_transfers"));
    first.setContracts(List.of("0x" + "AB".repeat(20), "0x" + "01".repeat(20)));
    var second = asked("2024-01-30", "5");
    second.setDatasets(List.of("erc20_transfers", "erc721_transfers", "erc20_transfers"));
    second.setContracts(List.of("0x" + "01".repeat(20), "0x" + "ab".repeat(20)));
    second.setRangeSize(3L);
    second.setMaxAttempts(9);

    assertThat(resolve(first).getJobId()).isEqualTo(resolve(second).getJobId());
  }

  @Test
  void givesAnotherIdToWhatCoversOrShowsSomethingElse() throws InterruptedException {
    var shorter = asked("0", "4");
    var deeper = asked("0", "5");
    deeper.setVerify(Verdict.ROOT);
    var corroborated = asked("0", "5");
    corroborated.setCorroborate(true);

    assertThat(List.of(resolve(shorter).getJobId(), resolve(deeper).getJobId(),
        resolve(corroborated).getJobId(), resolve(asked("0", "5")).getJobId()))
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsJobsApartByTheirParties() throws InterruptedException {
    var one = asked("0", "5");
    one.setParties(List.of("0x" + "AB".repeat(20), "0x" + "01".repeat(20)));
    var same = asked("0", "5");
    same.setParties(List.of("0x" + "01".repeat(20), "0x" + "ab".repeat(20)));
    var contracts = asked("0", "5");
    contracts.setContracts(one.getParties());

    assertThat(resolve(one).getParties())
        .containsExactly("0x" + "01".repeat(20), "0x" + "ab".repeat(20));
    assertThat(resolve(one).getJobId()).isEqualTo(resolve(same).getJobId());
    assertThat(List.of(resolve(one).getJobId(), resolve(contracts).getJobId(),
        resolve(asked("0", "5")).getJobId())).doesNotHaveDuplicates();
  }

  @Test
  void refusesPartiesThatCannotBe() {
    var wrong = asked("0", "5");
    wrong.setParties(List.of("0x12"));
    var many = asked("0", "5");
    many.setParties(LongStream.range(0, 101).mapToObj("0x%040x"::formatted).toList());
    var useless = asked("0", "5");
    useless.setDatasets(List.of("unclassified_logs"));
    useless.setParties(List.of("0x" + "01".repeat(20)));

    assertThatThrownBy(() -> resolve(wrong))
        .hasMessage("--party 0x12 is not an address: give 0x and 40 hex digits");
    assertThatThrownBy(() -> resolve(many)).hasMessageContaining("give 100 at most");
    assertThatThrownBy(() -> resolve(useless)).isInstanceOf(JobRefusedException.class)
        .hasMessageContaining("dataset unclassified_logs");
  }

  @Test
  void takesOnlyDatasetsWithPartiesWhereNoneIsNamed() throws InterruptedException {
    var asked = asked("0", "5");
    asked.setDatasets(List.of());
    asked.setParties(List.of("0x" + "01".repeat(20)));

    assertThat(resolve(asked).getDatasets()).contains("erc20_transfers", "erc721_transfers",
        "erc1155_transfers", "unclassified_logs")
        .allSatisfy(name -> assertThat(name.equals("unclassified_logs")
            || !Datasets.all().named(name).parties().isEmpty()).isTrue());
  }

  @Test
  void keepsTheIdsOfEarlierReleases() throws InterruptedException {
    assertThat(resolve(asked("0", "5")).getJobId()).isEqualTo("eed97bb0a3888d28");
  }

  private Job resolve(JobSpecification asked) throws InterruptedException {
    return resolver(chain).resolve("r", asked, NOW).job();
  }

  private static JobResolver resolver(ChainClock clock) {
    return new JobResolver(Map.of("evm-1", clock), 64);
  }

  static JobSpecification asked(String from, String to) {
    return JobSpecification.newBuilder()
        .setChain("evm-1")
        .setDatasets(List.of("erc20_transfers"))
        .setContracts(List.of())
        .setFrom(from)
        .setTo(to)
        .setVerify(Verdict.HEAD)
        .setMaxAttempts(5)
        .build();
  }
}
