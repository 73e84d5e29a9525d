package io.gapless.embedded.packages;

/// A package that the `npm` client fetches.
///
/// @param name with its scope, e.g. `@chdb/lib-linux-x64-gnu`
/// @param version exact, never a range
/// @param digest SHA-512, as `npm view NAME@VERSION dist.integrity` tells it
public record NpmPackage(String name, String version, Digest digest) implements PackageSource {

  /// Pins a package by npm's own notation of its digest (`sha512-…`, Base64).
  public static NpmPackage of(String name, String version, String integrity) {
    return new NpmPackage(name, version, Digest.ofIntegrity(integrity));
  }
}
