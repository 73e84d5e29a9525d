package io.gapless.embedded.packages;

/// An archive that the `mvn` client fetches into its local repository.
///
/// @param group e.g. `io.apicurio`
/// @param artifact e.g. `apicurio-registry-app`
/// @param version exact, never a range
/// @param type e.g. `tar.gz`
/// @param classifier e.g. `all`
/// @param digest SHA-256 or SHA-512 of the archive
public record MavenPackage(String group, String artifact, String version, String type,
    String classifier, Digest digest) implements PackageSource {

  @Override
  public String name() {
    return artifact;
  }

  /// As Maven's `-Dartifact=` takes it.
  String coordinates() {
    return String.join(":", group, artifact, version, type, classifier);
  }

  /// Path of the archive below a local repository.
  String repositoryPath() {
    return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + artifact + "-" + version
        + "-" + classifier + "." + type;
  }
}
