package io.gapless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchEnrichCommandTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--transactions=999", "--transactions=1000001", "--runs=0",
      "--seconds=-1", "--seconds=601"})
  void wrongSizesAreRefusedByTheNameOfTheirOption(String option) {
    var typed = new TypedCommand(folder);

    assertThat(typed.run("bench", "enrich", option)).isEqualTo(2);
    assertThat(typed.err()).contains(option.substring(0, option.indexOf('=')))
        .hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }
}
