package io.gapless.embedded.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinnedTest {

  @ParameterizedTest
  @CsvSource({"Linux,amd64,linux-x64", "Linux,aarch64,linux-arm64", "Mac OS X,aarch64,darwin-arm64",
      "Mac OS X,x86_64,darwin-x64", "Windows 11,amd64,win32-x64", "Linux,riscv64,linux-riscv64"})
  void namesPlatformsAsNpmDoes(String osName, String osArch, String platform) {
    assertThat(Pinned.platform(osName, osArch)).isEqualTo(platform);
  }

  @Test
  void saysWhichPlatformsArePinnedWhereThisOneIsNot() {
    assertThatExceptionOfType(PackageException.class)
        .isThrownBy(() -> Pinned.choose("anvil", Map.of("linux-x64", 1), "darwin-arm64",
            "use another machine"))
        .withMessage("no digest of anvil is pinned for darwin-arm64 (pinned: linux-x64): "
            + "use another machine");
  }

  @Test
  void keepsVersionsAndDigestsInFoldersOfTheirOwn() {
    var first = new NpmPackage("@scope/lib", "1.0.0", Digest.sha256("ab".repeat(32)));
    var second = new NpmPackage("@scope/lib", "1.0.0", Digest.sha256("cd".repeat(32)));

    assertThat(first.folder()).isEqualTo("scope-lib-1.0.0-abababababab");
    assertThat(second.folder()).isNotEqualTo(first.folder());
  }

  @Test
  void tellsProgressInLines() {
    List<String> lines = new ArrayList<>();
    var source = new NpmPackage("@scope/lib", "1.0.0", Digest.sha256("ab".repeat(32)));
    var listener = FetchListener.lines(lines::add);

    listener.fetching(source, Duration.ofMillis(3500), 0);
    listener.verified(source, Duration.ofSeconds(12), 18_891_190);

    assertThat(lines).containsExactly("fetching @scope/lib 1.0.0 … 3 s",
        "verified @scope/lib 1.0.0 after 12 s, 19 MB");
  }

  @Test
  void takesTheFolderThatTheUserNames() {
    assertThat(PackageCache.userFolder(Map.of("GAPLESS_CACHE", "/big/disk"))).hasToString(
        "/big/disk");
    assertThat(PackageCache.userFolder(Map.of())).endsWithRaw(
        Path.of(".cache", "gapless"));
  }
}
