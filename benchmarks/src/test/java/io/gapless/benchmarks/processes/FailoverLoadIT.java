package io.gapless.benchmarks.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.benchmarks.pipeline.Servers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverLoadIT {

  private static final int MEGABYTES = 2;

  private static Servers servers;

  @TempDir
  private Path folder;

  @BeforeAll
  static void start(@TempDir Path folder) {
    servers = Servers.start(folder, _ -> {});
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theOtherEngineAnswersAgain(int standbys) throws Exception {
    var cost =
        new FailoverLoad(new Engines(servers, folder), servers, standbys).measure(MEGABYTES);

    assertThat(cost.changelogMegabytes()).isGreaterThan(MEGABYTES);
    // whoever died is missed when its session ends, not before
    assertThat(cost.outageMillis()).isGreaterThan(1_000);
  }

  @Test
  void anEngineThatLostItsFolderHasItsStateAgain() throws Exception {
    var restored = RestoreLoad.measure(new Engines(servers, folder), servers, MEGABYTES);

    assertThat(restored.changelogMegabytes()).isGreaterThan(MEGABYTES);
    assertThat(restored.warmMillis()).isPositive();
    assertThat(restored.coldMillis()).isPositive();
  }
}
