package io.gapless.embedded.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Fetches with the ordinary clients, which know their registries, mirrors and proxies.
final class InstalledClients implements PackageClient {

  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";

  @Override
  public Path archive(PackageSource source, Path work, LongConsumer progress)
      throws IOException, InterruptedException {
    return switch (source) {
      case NpmPackage npm -> npm(npm, work, progress);
      case MavenPackage maven -> maven(maven, work, progress);
    };
  }

  private static Path npm(NpmPackage source, Path work, LongConsumer progress)
      throws IOException, InterruptedException {
    Path download = Files.createDirectory(work.resolve("npm"));
    new ClientCommand(
        List.of(program("npm"), "pack", "--loglevel=error", "--ignore-scripts",
            source.name() + "@" + source.version()),
        download, work.resolve("npm.log"))
        .run(() -> progress.accept(bytesIn(download)));
    return onlyArchive(download).orElseThrow(() -> new PackageException(
        "`npm pack " + source.name() + "` left no archive; is its version recent?"));
  }

  /// Takes the archive from the local repository; where it is not there yet, Maven puts it there.
  private static Path maven(MavenPackage source, Path work, LongConsumer progress)
      throws IOException, InterruptedException {
    Path inRepository = Path.of(System.getProperty("user.home"), ".m2", "repository")
        .resolve(source.repositoryPath());
    if (Files.isRegularFile(inRepository)) {
      return inRepository;
    }
    Path copy = Files.createDirectory(work.resolve("maven"));
    new ClientCommand(
        List.of(program("mvn"), "-q", "-B", COPY, "-Dartifact=" + source.coordinates(),
            "-DoutputDirectory=" + copy),
        work, work.resolve("mvn.log"))
        .run(() -> progress.accept(0));
    return onlyArchive(copy).orElseThrow(() -> new PackageException(
        "`mvn dependency:copy` left no archive of " + source.coordinates()));
  }

  private static String program(String name) {
    boolean windows =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows ? name + ".cmd" : name;
  }

  private static Optional<Path> onlyArchive(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).findFirst();
    }
  }

  private static long bytesIn(Path folder) {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
