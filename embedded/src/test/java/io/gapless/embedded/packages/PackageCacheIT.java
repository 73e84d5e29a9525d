package io.gapless.embedded.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCacheIT {

  private final AtomicInteger fetches = new AtomicInteger();
  @TempDir
  Path folder;

  @Test
  void fetchesOnceAndUnpacks() throws Exception {
    Path archive = archive("package/bin/tool", 0755);
    var source = pinned(archive);

    Path first = cache(archive).unpacked(source);
    Path second = cache(archive).unpacked(source);

    assertThat(second).isEqualTo(first);
    assertThat(first.resolve("package/bin/tool")).hasContent("content").isExecutable();
    assertThat(fetches).hasValue(1);
  }

  @Test
  void fetchesOnceForManyThreads() throws Exception {
    Path archive = archive("package/a", 0644);
    var source = pinned(archive);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 20).forEach(n -> threads.execute(() -> cache(archive).unpacked(source)));
    }

    assertThat(fetches).hasValue(1);
  }

  @Test
  void refusesAnArchiveWithAnotherDigestAndLeavesNothing() throws Exception {
    Path archive = archive("package/a", 0644);
    var source = new NpmPackage("lib", "1.0.0", Digest.sha256("00".repeat(32)));

    assertThatExceptionOfType(PackageException.class)
        .isThrownBy(() -> cache(archive).unpacked(source))
        .withMessageContaining("lib 1.0.0 has SHA-256").withMessageContaining("is pinned");

    assertThat(folder.resolve("cache")).isDirectoryNotContaining("glob:**/{lib*,.fetch*}/");
  }

  @Test
  void refusesANameThatLeavesTheFolder() throws Exception {
    Path archive = archive("package/../../../evil", 0644);

    assertThatExceptionOfType(PackageException.class)
        .isThrownBy(() -> cache(archive).unpacked(pinned(archive)))
        .withMessageContaining("outside its folder");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void refusesALink() throws Exception {
    Path archive = folder.resolve("link.tgz");
    try (var tar = new TarArchiveOutputStream(
        new GZIPOutputStream(Files.newOutputStream(archive)))) {
      var link = new TarArchiveEntry("package/link", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }

    assertThatExceptionOfType(PackageException.class)
        .isThrownBy(() -> cache(archive).unpacked(pinned(archive)))
        .withMessageContaining("neither file nor folder");
  }

  @Test
  void saysWhatToInstallWhereTheClientIsMissing() {
    var command =
        new ClientCommand(List.of("no-such-client"), folder, folder.resolve("log"));

    assertThatExceptionOfType(PackageException.class).isThrownBy(() -> command.run(() -> {}))
        .withMessage("`no-such-client` is not installed: install it, or name servers of your own "
            + "instead of the embedded ones (--clickhouse, --registry)");
  }

  @Test
  void passesOnWhyAClientFailed() {
    var command = new ClientCommand(
        List.of("sh", "-c", "echo npm warn old; echo npm error code E404; exit 1"), folder,
        folder.resolve("log"));

    assertThatExceptionOfType(PackageException.class).isThrownBy(() -> command.run(() -> {}))
        .withMessageContaining("failed: code E404; check the network");
  }

  @Test
  void fetchesARealPackageWithNpm() {
    assumeTrue(onPath("npm"), "npm is not installed");
    assumeTrue(Pinned.platform().equals("linux-x64"), "anvil is pinned for linux-x64 only");

    Path anvil = PackageCache.ofUser(FetchListener.SILENT).unpacked(Pinned.anvil());

    assertThat(anvil.resolve("package/bin/anvil")).isExecutable();
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  private PackageCache cache(Path archive) {
    return new PackageCache(folder.resolve("cache"), FetchListener.SILENT, new PackageClient() {
      @Override
      public Path archive(PackageSource source, Path work, LongConsumer progress) {
        fetches.incrementAndGet();
        return archive;
      }
    });
  }

  private static NpmPackage pinned(Path archive) throws IOException {
    return new NpmPackage("lib", "1.0.0", Digest.of("SHA-512", archive));
  }

  private Path archive(String name, int mode) throws IOException {
    Path archive = folder.resolve("archive.tgz");
    try (var tar = new TarArchiveOutputStream(
        new GZIPOutputStream(Files.newOutputStream(archive)))) {
      var entry = new TarArchiveEntry(name);
      byte[] content = "content".getBytes(StandardCharsets.UTF_8);
      entry.setSize(content.length);
      entry.setMode(mode);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return archive;
  }
}
