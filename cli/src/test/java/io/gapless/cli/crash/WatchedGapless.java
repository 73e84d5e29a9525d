package io.gapless.cli.crash;

import io.gapless.cli.Gapless;
import io.gapless.embedded.process.ParentWatch;

/// The `gapless` command as a child that ends with the test's JVM, however that ends.
final class WatchedGapless {

  private WatchedGapless() {}

  public static void main(String[] arguments) {
    ParentWatch.start(() -> Runtime.getRuntime().halt(1));
    Gapless.main(arguments);
  }
}
