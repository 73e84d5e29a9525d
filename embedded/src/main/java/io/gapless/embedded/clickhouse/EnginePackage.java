package io.gapless.embedded.clickhouse;

import io.gapless.embedded.packages.NpmPackage;
import io.gapless.embedded.packages.PackageCache;
import io.gapless.embedded.packages.Pinned;
import java.nio.file.Path;
import java.util.Map;

/// The engine's library, from npm.
public final class EnginePackage {
  private static final Map<String, NpmPackage> LIBRARY = Map.of("linux-x64",
      NpmPackage.of("@chdb/lib-linux-x64-gnu", "26.5.3",
          "sha512-fPrLmRt5Moor9yGz4mazbrNje4t7X9KB2mTGkXFWRxRBs2iKy8yh6jx11xsa0Qr3iDFMU/yHqd+bVdYJXu3QaQ=="));

  private EnginePackage() {}

  /// What is pinned for this machine.
  ///
  /// @throws io.gapless.embedded.packages.PackageException where there is nothing for it
  public static NpmPackage pinned() {
    return Pinned.forThisPlatform("the ClickHouse engine", LIBRARY,
        "name a server of your own (--clickhouse) or put a `clickhouse` binary on the PATH");
  }

  /// The library's file; fetched first where it is not on this machine yet.
  static Path library(PackageCache cache) {
    return cache.unpacked(pinned()).resolve("package").resolve("libchdb.so");
  }
}
