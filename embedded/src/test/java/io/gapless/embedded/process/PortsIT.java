package io.gapless.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsIT {

  @TempDir
  Path folder;

  @Test
  void takesTheSamePortAgain() {
    int first = Ports.choose("kafka", folder, 0);

    assertThat(Ports.choose("kafka", folder, 0)).isEqualTo(first);
  }

  @Test
  void takesAnotherWhereTheLastOneIsInUse() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(folder.resolve("port"), taken.getLocalPort() + "\n");

      assertThat(Ports.choose("kafka", folder, 0)).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void forgetsWhatIsNoPort() throws Exception {
    Files.writeString(folder.resolve("port"), "99999");

    assertThat(Ports.choose("kafka", folder, 0)).isBetween(1, 65535);
  }

  @Test
  void namesThePortInUseAndTheOption() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> Ports.choose("clickhouse", folder, port))
          .withMessageContaining("port " + port + " for clickhouse is in use")
          .withMessageContaining("--clickhouse-port");
    }
  }

  @Test
  void freeOnesAreNotOfThoseThatOutgoingConnectionsGet() {
    assertThat(Ports.free()).isBetween(20_000, 32_767);
  }
}
