package io.gapless.embedded.registry;

import io.gapless.embedded.packages.Digest;
import io.gapless.embedded.packages.MavenPackage;
import io.gapless.embedded.packages.PackageCache;
import io.gapless.embedded.process.ChildJvm;
import io.gapless.embedded.process.FolderLock;
import io.gapless.embedded.process.HttpService;
import io.gapless.embedded.process.Ports;
import io.gapless.embedded.process.RunningService;
import io.gapless.embedded.process.ServiceException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Apicurio Registry as a child process on 127.0.0.1, its schemas in a database file.
///
/// ```
/// <data>/registry.mv.db   H2 database, written through: what is registered survives a SIGKILL
/// <data>/port             the port it had, taken again since clients remember it
/// <data>/lock             held while it runs
/// ```
public final class ApicurioRegistry implements RunningService {

  /// The one that is started.
  public static final MavenPackage DISTRIBUTION = new MavenPackage("io.apicurio",
      "apicurio-registry-app", "3.3.3", "tar.gz", "all",
      Digest.sha256("8bc6751c76d963734224b01d5e7f84ccb3cb61c87d3bd77c36c35f10a5cbed63"));
  private static final String LAUNCHER = "quarkus-run.jar";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  /// Settings of other programs that the registry would take for its own.
  private static final List<String> FOREIGN_SETTINGS =
      List.of("QUARKUS_", "APICURIO_", "REGISTRY_", "SMALLRYE_", "MP_");

  private final HttpService service;

  private ApicurioRegistry(HttpService service) {
    this.service = service;
  }

  /// Starts a registry, and returns when it answers; fetches its distribution on first use.
  ///
  /// @param data its folder, made when needed
  /// @param asked port to listen on; 0 for the one of last time, or any
  /// @param heapMegabytes upper bound of its Java heap; it takes about 150 MB besides
  /// @param log file that takes what it prints
  /// @throws ServiceException where it cannot start; nothing is left running then
  public static ApicurioRegistry start(PackageCache cache, Path data, int asked,
      int heapMegabytes, Path log) {
    Path folder = data.toAbsolutePath();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ServiceException("cannot write to " + data + ": " + e.getMessage(), e);
    }
    Path launcher = cache.unpacked(DISTRIBUTION).resolve(LAUNCHER);
    // A registry whose parent was killed may be on its way out, and its port with it.
    FolderLock.take(folder, RegistryMain.PATIENCE).close();
    int port = Ports.choose("registry", folder, asked);
    var child = new ChildJvm(launcher + File.pathSeparator + ownClasses(),
        RegistryMain.class.getName(), List.of(folder.toString()), heapMegabytes,
        List.of("-XX:TieredStopAtLevel=1", "-Xss512k"), environment(folder, port),
        FOREIGN_SETTINGS, folder, log);
    return new ApicurioRegistry(HttpService.start("registry", child,
        "http://127.0.0.1:" + port, "/apis/registry/v3/system/info", PATIENCE));
  }

  private static Map<String, String> environment(Path folder, int port) {
    return Map.ofEntries(
        Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
        Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
        Map.entry("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false"),
        Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
        Map.entry("QUARKUS_MANAGEMENT_PORT", "0"),
        Map.entry("QUARKUS_OTEL_SDK_DISABLED", "true"),
        // Quarkus would take Ctrl-C back.
        Map.entry("DISABLE_SIGNAL_HANDLERS", "true"),
        Map.entry("APICURIO_STORAGE_KIND", "sql"),
        Map.entry("APICURIO_STORAGE_SQL_KIND", "h2"),
        // Without WRITE_DELAY=0 a SIGKILL loses what was just registered.
        Map.entry("APICURIO_DATASOURCE_URL",
            "jdbc:h2:file:" + folder.resolve("registry") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"),
        Map.entry("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "2"),
        Map.entry("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "2"),
        Map.entry("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "20"),
        Map.entry("APICURIO_IMPORT_WORK_DIR", folder.toString()),
        Map.entry("APICURIO_STORAGE_SNAPSHOT_LOCATION", folder.toString()));
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          RegistryMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String url() {
    return service.url();
  }

  /// Its own API, for Apicurio's serdes.
  public String apiUrl() {
    return url() + "/apis/registry/v3";
  }

  /// The API of Confluent's registry, for everybody else's tools.
  public String confluentUrl() {
    return url() + "/apis/ccompat/v7";
  }

  @Override
  public OptionalLong pid() {
    return service.pid();
  }

  @Override
  public boolean alive() {
    return service.alive();
  }

  @Override
  public void close() {
    service.close();
  }
}
