package io.gapless.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.topic.Topics;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolArgumentsTest {

  private final ToolArguments arguments = new ToolArguments(Topics.withDefaults());

  @Test
  void fillsInTheBroker() {
    assertThat(complete(KafkaTool.TOPICS, "--list"))
        .containsExactly("--list", "--bootstrap-server", "h:1");
  }

  @Test
  void keepsABrokerThatIsNamed() {
    assertThat(complete(KafkaTool.TOPICS, "--list", "--bootstrap-server=other:2"))
        .containsExactly("--list", "--bootstrap-server=other:2");
  }

  @Test
  void printsRecordsOfOurTopicsAsJson() {
    for (String topic : List.of("gapless.transfers.erc20", "gapless.work.evm-1",
        "gapless.coverage")) {
      assertThat(complete(KafkaTool.CONSOLE_CONSUMER, "--topic", topic))
          .contains("--formatter", JsonRecordFormatter.class.getName())
          .contains("registry=http://r/apis/registry/v3")
          .containsSubsequence("--isolation-level", "read_committed");
    }
  }

  @Test
  void leavesOtherTopicsToKafka() {
    assertThat(complete(KafkaTool.CONSOLE_CONSUMER, "--topic", "erc20"))
        .containsExactly("--topic", "erc20", "--bootstrap-server", "h:1");
  }

  @Test
  void keepsAFormatterAndIsolationThatAreChosen() {
    assertThat(complete(KafkaTool.CONSOLE_CONSUMER, "--topic=gapless.jobs", "--formatter", "X",
        "--isolation-level", "read_uncommitted"))
        .containsExactly("--topic=gapless.jobs", "--formatter", "X", "--isolation-level",
            "read_uncommitted", "--bootstrap-server", "h:1", "--command-property",
            "group.protocol=consumer");
  }

  @Test
  void knowsToolsByTheNamesOfTheirScripts() throws ClassNotFoundException {
    assertThat(KafkaTool.named("kafka-console-consumer.sh"))
        .contains(KafkaTool.CONSOLE_CONSUMER);
    assertThat(KafkaTool.named("nothing")).isEmpty();
    for (KafkaTool tool : KafkaTool.values()) {
      assertThat(Class.forName(tool.mainClass(), false, getClass().getClassLoader()))
          .hasDeclaredMethods("main");
    }
  }

  private List<String> complete(KafkaTool tool, String... typed) {
    return arguments.complete(tool, List.of(typed), Optional.of("h:1"),
        Optional.of(URI.create("http://r/apis/registry/v3")));
  }
}
