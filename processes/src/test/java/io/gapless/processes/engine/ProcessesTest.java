package io.gapless.processes.engine;

import io.gapless.processes.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;

/// The conformance table in virtual time.
class ProcessesTest extends ProcessesContract {

  @TempDir
  Path folder;

  @Override
  Stage open(Script played, Function<Namespace, Namespace> settings) {
    return new VirtualStage(folder, played, settings);
  }

  @Override
  Duration oneSecond() {
    return Duration.ofSeconds(1);
  }
}
