package io.gapless.embedded.clickhouse;

import io.gapless.embedded.packages.FetchListener;
import io.gapless.embedded.packages.PackageCache;
import io.gapless.embedded.packages.PackageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The one front of the tests' JVM: the engine binds one folder a process.
final class TestFront {
  static final String PASSWORD = "correct horse";

  private static final class Holder {
    private static final ClickHouseFront FRONT = start();

    private static ClickHouseFront start() {
      try {
        Path data = Files.createTempDirectory(
            Files.createDirectories(Path.of("target")).toAbsolutePath(), "clickhouse-front");
        ClickHouseFront front = ClickHouseFront
            .start(new FrontConfig(library(), data, 0, PASSWORD));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(front::close));
        return front;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private TestFront() {}

  /// Where it answers; the test is skipped where the engine cannot be had.
  static URI uri() {
    library();
    return Holder.FRONT.uri();
  }

  private static Path library() {
    try {
      return EnginePackage.library(PackageCache.ofUser(FetchListener.SILENT));
    } catch (PackageException e) {
      return Assumptions.abort("no ClickHouse engine: " + e.getMessage());
    }
  }
}
