package io.gapless.cli.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackfillEvmCommandTest {

  private final TypedCommand command = new TypedCommand(Path.of("target"));

  @Test
  void asksForTheUsualDatasetsOfEveryContractUnlessTold() {
    var request = request("--rpc", "http://127.0.0.1:8545", "--from", "5", "--to", "finalized");

    assertThat(request.endpoints()).containsExactly(URI.create("http://127.0.0.1:8545"));
    assertThat(request.jobs().getFirst().datasets()).containsExactly("erc1155_transfers",
        "erc20_transfers",
        "erc721_transfers", "unclassified_logs");
    assertThat(request.jobs().getFirst().contracts()).isEmpty();
    assertThat(request.verify()).isEqualTo(Verdict.HEAD);
    assertThat(request.workers()).isEqualTo(2);
    assertThat(request.rangeSize()).isEmpty();
  }

  @Test
  void asksForADatasetThatIsNotAmongTheUsualWhereItIsNamed() {
    var request = request("--rpc", "http://127.0.0.1:8545", "--from", "5", "--to", "6",
        "--dataset", "ctf_events,exchange_fills,neg_risk_events,erc1155");

    assertThat(request.jobs().getFirst().datasets()).containsExactly("ctf_events",
        "erc1155_transfers",
        "exchange_fills", "neg_risk_events", "unclassified_logs");
  }

  @Test
  void takesAllOptions() {
    var request = request("--rpc", "https://a/x,https://b/y", "--from", "2024-01-01", "--to",
        "2024-01-31", "--contract", "0xDAC17F958D2EE523A2206206994597C13D831EC7", "--dataset",
        "erc20", "--workers", "3", "--range-size", "500", "--verify", "root,corroborate",
        "--max-attempts", "7");

    var specification = request.specification(request.jobs().getFirst(), "evm-1");
    assertThat(specification.getFrom()).isEqualTo("2024-01-01");
    assertThat(specification.getTo()).isEqualTo("2024-01-31");
    assertThat(specification.getContracts())
        .containsExactly("0xdac17f958d2ee523a2206206994597c13d831ec7");
    assertThat(specification.getDatasets()).containsExactly("erc20_transfers",
        "unclassified_logs");
    assertThat(specification.getRangeSize()).isEqualTo(500L);
    assertThat(specification.getVerify()).isEqualTo(Verdict.ROOT);
    assertThat(specification.getCorroborate()).isTrue();
    assertThat(specification.getMaxAttempts()).isEqualTo(7);
    assertThat(request.workers()).isEqualTo(3);
  }

  @Test
  void takesWithPartiesTheDatasetsThatHaveSome() {
    var party = "0x4D97DCD97EC945F40CF65F87097ACE5EA0476045";
    var all = request("--rpc", "http://a", "--from", "1", "--to", "2", "--party",
        party + ",0x" + "00".repeat(20));
    var one = request("--rpc", "http://a", "--from", "1", "--to", "2", "--party", party,
        "--dataset", "erc20");

    assertThat(all.jobs().getFirst().parties()).containsExactly("0x" + "00".repeat(20),
        "0x4d97dcd97ec945f40cf65f87097ace5ea0476045");
    assertThat(all.jobs().getFirst().datasets()).contains("erc1155_transfers", "erc20_transfers",
        "erc721_transfers", "unclassified_logs");
    assertThat(Datasets.all().withoutParties(all.jobs().getFirst().datasets())).isEmpty();
    assertThat(one.jobs().getFirst().datasets()).containsExactly("erc20_transfers",
        "unclassified_logs");
  }

  @Test
  void needsNoNodeWhereAFleetHasItsOwn() {
    var request = request("--kafka", "broker:9092", "--chain", "evm-1", "--from", "1", "--to", "2");

    assertThat(request.endpoints()).isEmpty();
    assertThat(request.chain()).contains("evm-1");
    assertThat(request.workers()).isZero();
  }

  @Test
  void showsNoSecretInItsText() {
    var request = request("--rpc", "https://host/v2/secretkey", "--from", "1", "--to", "2",
        "--clickhouse", "jdbc:clickhouse://host:8123/default?password=secretword");

    assertThat(request.toString()).doesNotContain("secretkey");
    assertThat(requireNonNull(command.wiring.connections).toString()).contains("host:8123")
        .doesNotContain("secretword");
  }

  @Test
  void loadsAMarketAsJobsOfItsContracts() {
    var request = request("--rpc", "http://127.0.0.1:8545", "--preset", "polymarket", "--to",
        "finalized", "--on-complete", "rebuild");

    assertThat(request.jobs()).extracting(job -> job.datasets().getFirst()).containsExactly(
        "ctf_events", "erc1155_transfers", "erc20_transfers", "exchange_fills",
        "neg_risk_events");
    assertThat(request.jobs()).extracting(job -> job.from().toString())
        .containsExactly("4023686", "2022-12-18", "2022-12-18", "2022-12-18", "2022-12-18");
    assertThat(request.jobs().get(2).parties())
        .contains("0x4bfb41d5b3570defd03c39a9a4d8de6bd8b8982e").hasSizeLessThan(100);
    assertThat(request.jobs()).allSatisfy(
        job -> assertThat(job.onComplete()).isEqualTo(request.jobs().getFirst().onComplete())
            .hasValueSatisfying(then -> assertThat(then).startsWith("rebuild {")));
  }

  private BackfillRequest request(String... arguments) {
    var all = new ArrayList<>(List.of("backfill", "evm", "--dry-run"));
    all.addAll(List.of(arguments));

    int exitCode = command.run(all.toArray(String[]::new));

    assertThat(exitCode).as(command.err()).isZero();
    return requireNonNull(command.wiring.request);
  }
}
