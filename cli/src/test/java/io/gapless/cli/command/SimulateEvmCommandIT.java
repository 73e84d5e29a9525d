package io.gapless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void saysThatAPortIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var command = new TypedCommand(folder);

      assertThat(command.run("simulate", "evm", "--blocks", "10", "--port",
          Integer.toString(taken.getLocalPort()))).isEqualTo(3);
      assertThat(command.err()).contains("--port", Integer.toString(taken.getLocalPort()));
    }
  }
}
