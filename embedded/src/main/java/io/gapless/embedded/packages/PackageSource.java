package io.gapless.embedded.packages;

/// A package pinned by version and digest, from whichever registry its client is set up for.
public sealed interface PackageSource permits NpmPackage, MavenPackage {

  /// What a person calls it, e.g. `@chdb/lib-linux-x64-gnu`.
  String name();

  /// The one version that is used.
  String version();

  /// What the archive must hash to.
  Digest digest();

  /// Folder of the package below the cache, unique for what is pinned: another version or digest
  /// is another folder.
  default String folder() {
    return name().replaceAll("[^A-Za-z0-9.]+", "-").replaceFirst("^-", "") + "-" + version() + "-"
        + digest().shortHex();
  }
}
