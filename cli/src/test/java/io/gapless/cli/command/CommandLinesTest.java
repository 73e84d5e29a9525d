package io.gapless.cli.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLinesTest {

  @TempDir
  private Path folder = Path.of("target");
  private TypedCommand command = new TypedCommand(folder);

  @BeforeEach
  void typeInAnEmptyFolder() {
    command = new TypedCommand(folder);
  }

  @Test
  void explainsItself() {
    assertThat(command.run("--help")).isZero();

    assertThat(command.out()).contains("Usage: gapless", "backfill", "Kafka's own tools")
        .contains("Exit codes");
  }

  @Test
  void takesSharedOptionsBeforeAndAfterTheCommand() {
    assertThat(command.run("--data", "one", "sink")).isZero();
    assertThat(requireNonNull(command.wiring.connections).data()).isEqualTo(folder.resolve("one"));

    assertThat(command.run("sink", "--data", "two")).isZero();
    assertThat(requireNonNull(command.wiring.connections).data()).isEqualTo(folder.resolve("two"));
  }

  @Test
  void prefersFlagsToTheEnvironmentAndThatToFiles() throws IOException {
    Files.writeString(folder.resolve(".env"),
        "GAPLESS_DATA=dotenv\nGAPLESS_KAFKA=dotenv:1\nOTHER=1\nGAPLESS_NAME=dotenv\n");
    Files.writeString(folder.resolve("file.properties"),
        "# ours\ndata = file\nkafka = file:1\nkafka.security.protocol=SSL\n");
    command.environment("GAPLESS_DATA", "environment").environment("GAPLESS_SLOT", "7");

    assertThat(command.run("sink", "--config", "file.properties", "--slot", "3")).isZero();

    var connections = requireNonNull(command.wiring.connections);
    var role = requireNonNull(command.wiring.role);
    assertThat(role.slot()).isEqualTo(3);
    assertThat(connections.data()).isEqualTo(folder.resolve("environment"));
    assertThat(connections.kafka()).contains("file:1");
    assertThat(role.host()).isEqualTo("dotenv");
    assertThat(connections.kafkaProperties()).containsEntry("security.protocol", "SSL");
  }

  @Test
  void takesRequiredOptionsFromTheEnvironment() {
    command.environment("GAPLESS_RPC", "http://a:1,http://b:2");

    assertThat(command.run("fetcher")).as(command.err()).isZero();

    assertThat(requireNonNull(command.wiring.role).endpoints()).hasSize(2);
  }

  @Test
  void stopsAtAKeyThatIsNoOption() throws IOException {
    Files.writeString(folder.resolve("file.properties"), "rcp=http://a:1\n");

    assertThat(command.run("sink", "--config=file.properties")).isEqualTo(2);

    assertThat(command.err()).contains("unknown key `rcp`").containsOnlyOnce("\n");
  }

  @Test
  void saysThatAConfigurationIsNotThere() {
    assertThat(command.run("sink", "--config", "nowhere")).isEqualTo(2);

    assertThat(command.err()).contains("nowhere", "there is no such file");
  }

  @Test
  void leavesConfigOfKafkasToolsToThem() {
    assertThat(command.run("kafka", "topicz", "--config", "retention.ms=1")).isEqualTo(2);

    assertThat(command.err()).contains("topicz");
  }
}
