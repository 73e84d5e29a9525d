package io.gapless.embedded.registry;

import io.gapless.embedded.process.FolderLock;
import io.gapless.embedded.process.ParentWatch;
import java.nio.file.Path;
import java.time.Duration;

/// Runs inside the registry's own JVM, in front of its main: leaves when the parent dies, and keeps
/// the data folder for one process. Arguments: the data folder.
public final class RegistryMain {

  /// How long an earlier process may take to leave the folder.
  static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String REGISTRY_MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  private RegistryMain() {}

  /// Starts the registry that is on the class path.
  public static void main(String[] args) throws ReflectiveOperationException {
    ParentWatch.ignoreInterrupts();
    // At once: what was registered is on disk, and nobody is left who waits for a good-bye.
    ParentWatch.start(() -> Runtime.getRuntime().halt(0));
    FolderLock lock = FolderLock.take(Path.of(args[0]), PATIENCE);
    try (lock) {
      Class.forName(REGISTRY_MAIN).getMethod("main", String[].class).invoke(null,
          (Object) new String[0]);
    }
  }
}
