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

/// Compiles contracts of the tests' resources with OpenZeppelin's, by the real compiler.
public final class Solidity {

  private static final NpmPackage COMPILER = NpmPackage.of("solc", "0.8.30",
      "sha512-9Srk/gndtBmoUbg4CE6ypAzPQlElv8ntbnl6SigUBAzgXKn35v87sj04uZeoZWjtDkdzT0qKFcIo/wl63UMxdw==");
  private static final NpmPackage LIBRARY = NpmPackage.of("@openzeppelin/contracts", "5.4.0",
      "sha512-eCYgWnLg6WO+X52I16TZt8uEjbtdkgLC0SUX/xnAksjjrQI4Xfn4iBRoI5j55dmlOhDv1Y7BoR3cU7e3WWhC6A==");

  private Solidity() {}

  /// What a transaction carries to deploy each contract, in hex, by the contract's name.
  ///
  /// @param user a class in whose package the sources are resources
  /// @param sources names of files
  public static Map<String, String> compile(Class<?> user, String... sources)
      throws IOException, InterruptedException {
    var cache = PackageCache.ofUser(FetchListener.SILENT);
    var command = new ArrayList<>(List.of("node", resource(Solidity.class, "compile.js"),
        cache.unpacked(COMPILER).resolve("package").toString(),
        cache.unpacked(LIBRARY).resolve("package").toString()));
    Stream.of(sources).map(source -> resource(user, source)).forEach(command::add);
    var node = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var printed = new String(node.getInputStream().readAllBytes(), UTF_8);
    int exitCode = node.waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException("the compiler ended with exit code " + exitCode);
    }
    return new ObjectMapper().readValue(printed, new TypeReference<Map<String, String>>() {
    });
  }

  private static String resource(Class<?> user, String name) {
    try {
      return Path.of(Objects.requireNonNull(user.getResource(name), name).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
