package io.gapless.embedded.packages;

import java.util.Locale;
import java.util.Map;

/// The packages that are pinned for more than one user of this module, per platform.
public final class Pinned {

  private static final String ANVIL_VERSION = "1.7.1";
  private static final Map<String, NpmPackage> ANVIL = Map.of("linux-x64",
      NpmPackage.of("@foundry-rs/anvil-linux-amd64", ANVIL_VERSION,
          "sha512-+XmShybEaxfCrr0OUUZwYEy2OnYZt5pHH9TzBtLv3+VrK0O/ANuNSVEahqNhKHlgX7GRJ59383ofNhxkRWIYTg=="));

  private Pinned() {}

  /// A real EVM node for tests: `package/bin/anvil` in the unpacked folder.
  public static NpmPackage anvil() {
    return forThisPlatform("anvil", ANVIL, "run the tests on Linux x64");
  }

  /// The entry for the machine that this runs on.
  ///
  /// @param what name of the thing, for the error
  /// @param pinned packages by [#platform()]
  /// @param instead what to do on other platforms, for the error
  public static <T> T forThisPlatform(String what, Map<String, T> pinned, String instead) {
    return choose(what, pinned, platform(), instead);
  }

  static <T> T choose(String what, Map<String, T> pinned, String platform, String instead) {
    T chosen = pinned.get(platform);
    if (chosen == null) {
      throw new PackageException("no digest of " + what + " is pinned for " + platform
          + " (pinned: " + String.join(", ", pinned.keySet().stream().sorted().toList()) + "): "
          + instead);
    }
    return chosen;
  }

  /// Operating system and processor, as npm writes them: `linux-x64`, `darwin-arm64`, ….
  public static String platform() {
    return platform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static String platform(String osName, String osArch) {
    String system = osName.toLowerCase(Locale.ROOT);
    String processor = osArch.toLowerCase(Locale.ROOT);
    return (system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "win32" : system)
        + "-" + switch (processor) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64" -> "arm64";
          default -> processor;
        };
  }
}
