package io.gapless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedFirstTest {

  @Test
  void movesOurOptionsBeforeTheTool() {
    assertThat(SharedFirst.reorder("kafka", "topics", "--list", "--data", "d", "--registry=r"))
        .containsExactly("kafka", "--data", "d", "--registry=r", "topics", "--list");
  }

  @Test
  void leavesTheToolsOwnOptionsAlone() {
    assertThat(SharedFirst.reorder("--data", "kafka", "kafka", "consumer-groups", "--verbose"))
        .containsExactly("--data", "kafka", "kafka", "consumer-groups", "--verbose");
  }

  @Test
  void leavesOtherCommandsAlone() {
    assertThat(SharedFirst.reorder("sql", "kafka", "--data", "d"))
        .containsExactly("sql", "kafka", "--data", "d");
  }
}
