package io.gapless.cli.realchain.anvil;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.embedded.packages.FetchListener;
import io.gapless.embedded.packages.NpmPackage;
import io.gapless.embedded.packages.PackageCache;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Compiles the contracts of this test's resources with OpenZeppelin's, by the real compiler.
final class Contracts {

  private static final NpmPackage COMPILER = NpmPackage.of("solc", "0.8.30",
      "sha512-9Srk/gndtBmoUbg4CE6ypAzPQlElv8ntbnl6SigUBAzgXKn35v87sj04uZeoZWjtDkdzT0qKFcIo/wl63UMxdw==");
  private static final NpmPackage LIBRARY = NpmPackage.of("@openzeppelin/contracts", "5.4.0",
      "sha512-eCYgWnLg6WO+X52I16TZt8uEjbtdkgLC0SUX/xnAksjjrQI4Xfn4iBRoI5j55dmlOhDv1Y7BoR3cU7e3WWhC6A==");

  private Contracts() {}

  /// What a transaction carries to deploy each contract, in hex, by the contract's name.
  static Map<String, String> compile() throws IOException, InterruptedException {
    var cache = PackageCache.ofUser(FetchListener.SILENT);
    var command = new ArrayList<>(List.of("node", resource("compile.js"),
        cache.unpacked(COMPILER).resolve("package").toString(),
        cache.unpacked(LIBRARY).resolve("package").toString()));
    Stream.of("Coin.sol", "Art.sol", "Items.sol", "Oddities.sol").map(Contracts::resource)
        .forEach(command::add);
    var node = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var printed = new String(node.getInputStream().readAllBytes(), UTF_8);
    int exitCode = node.waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException("the compiler ended with exit code " + exitCode);
    }
    return new ObjectMapper().readValue(printed, new TypeReference<Map<String, String>>() {
    });
  }

  private static String resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(Contracts.class.getResource(name), name).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
