package io.gapless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.simulator.xrpl.XrplFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateXrplCommandIT {

  @TempDir
  private Path folder = Path.of("target");

  @Test
  void servesUntilItsInputCloses() {
    var command = new TypedCommand(folder);

    int exitCode = command.run("simulate", "xrpl", "--ledgers", "20", "--truth", "truth.csv",
        "--clio", "--until-stdin-closes");

    assertThat(exitCode).as(command.err()).isZero();
    assertThat(command.out()).contains("xrpl-", "ledgers 1000..1019", "ws://127.0.0.1:",
        "answered 0 of 0 requests with a ledger");
    assertThat(folder.resolve("truth.csv")).isNotEmptyFile();
  }

  @Test
  void listsFaultsByName() {
    var command = new TypedCommand(folder);

    assertThat(command.run("simulate", "xrpl", "--list")).isZero();
    for (var fault : XrplFaults.all()) {
      assertThat(command.out()).contains(fault.name(), fault.description());
    }
  }

  @ParameterizedTest
  @CsvSource({"--fault, gremlins, 2", "--history, 5-x, 2", "--requests-per-second, 0, 2",
      "--bytes-per-second, -1, 2", "--start-time, yesterday, 2", "--recorded, nowhere, 3"})
  void saysWhichOptionIsWrong(String option, String value, int exitCode) {
    var command = new TypedCommand(folder);

    assertThat(command.run("simulate", "xrpl", "--ledgers", "10", option, value))
        .isEqualTo(exitCode);
    assertThat(command.err()).contains(option, value).containsOnlyOnce("\n");
  }

  @Test
  void saysWhyTheTruthCannotBeWritten() throws Exception {
    var command = new TypedCommand(folder);
    Files.createDirectory(folder.resolve("recorded"));

    assertThat(command.run("simulate", "xrpl", "--ledgers", "10", "--truth", "no/where.csv"))
        .isEqualTo(2);
    assertThat(command.err()).isEqualToIgnoringNewLines("gapless: --truth: cannot write "
        + folder.resolve("no/where.csv") + ": its folder does not exist");

    var recorded = new TypedCommand(folder);
    assertThat(recorded.run("simulate", "xrpl", "--recorded", "recorded", "--truth", "t.csv"))
        .isEqualTo(2);
    assertThat(recorded.err()).contains("--truth", "--recorded").containsOnlyOnce("\n");
  }
}
