package io.gapless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchProcessesCommandTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--timers=0", "--timers=1000001", "--seconds=0", "--seconds=601",
      "--state-megabytes=0", "--state-megabytes=10001"})
  void wrongSizesAreRefusedByTheNameOfTheirOption(String option) {
    var typed = new TypedCommand(folder);

    assertThat(typed.run("bench", "processes", option)).isEqualTo(2);
    assertThat(typed.err()).contains(option.substring(0, option.indexOf('=')))
        .hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }
}
