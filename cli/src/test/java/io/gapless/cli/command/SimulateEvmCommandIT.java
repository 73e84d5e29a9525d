package io.gapless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.simulator.evm.EvmFaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateEvmCommandIT {

  @TempDir
  private Path folder = Path.of("target");

  @Test
  void servesUntilItsInputCloses() {
    var command = new TypedCommand(folder);

    int exitCode = command.run("simulate", "evm", "--blocks", "50", "--truth", "truth.csv",
        "--until-stdin-closes");

    assertThat(exitCode).as(command.err()).isZero();
    assertThat(command.out()).contains("evm-900001 blocks 0..49", "http://127.0.0.1:");
    assertThat(folder.resolve("truth.csv")).isNotEmptyFile();
  }

  @Test
  void refusesWhatTheSimulatorRefuses() {
    var command = new TypedCommand(folder);

    assertThat(command.run("simulate", "evm", "--blocks", "10", "--span-cap", "5", "--provider",
        "nobody")).isEqualTo(2);
    assertThat(command.err()).contains("--provider", "nobody").containsOnlyOnce("\n");
  }

  @Test
  void listsWhatItKnowsByName() {
    var command = new TypedCommand(folder);

    assertThat(command.run("simulate", "evm", "--list")).isZero();
    assertThat(command.out()).contains("  alchemy-free", "10 blocks, any number of logs",
        "  omit-logs=200", "leaves out one log in N, in receipts too", "  no-batches ", "tenderly");
    for (var fault : EvmFaults.all()) {
      assertThat(command.out()).contains(fault.name(), fault.description());
    }
  }

  @Test
  void servesAProvidersNodeWithFaults() {
    var command = new TypedCommand(folder);

    int exitCode = command.run("simulate", "evm", "--blocks", "50", "--profile", "infura",
        "--fault", "omit-logs=50", "--fault", "reset", "--fault-seed", "7", "--span-cap", "100",
        "--throttle", "http-429-backoff", "--until-stdin-closes");

    assertThat(exitCode).as(command.err()).isZero();
    assertThat(command.out()).contains("evm-900001 blocks 0..49");
  }

  @ParameterizedTest
  @CsvSource({"--fault, gremlins", "--fault, omit-logs=0", "--profile, nobody",
      "--throttle, softly",
      "--address-cap, -1"})
  void saysWhichOptionIsWrong(String option, String value) {
    var command = new TypedCommand(folder);

    assertThat(command.run("simulate", "evm", "--blocks", "10", option, value)).isEqualTo(2);
    assertThat(command.err()).contains(option, value).containsOnlyOnce("\n");
  }

  @Test
  void saysThatAPortIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var command = new TypedCommand(folder);

      assertThat(command.run("simulate", "evm", "--blocks", "10", "--port",
          Integer.toString(taken.getLocalPort()))).isEqualTo(3);
      assertThat(command.err()).contains("--port", Integer.toString(taken.getLocalPort()));
    }
  }
}
