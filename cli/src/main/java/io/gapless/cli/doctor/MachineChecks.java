package io.gapless.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.embedded.clickhouse.EnginePackage;
import io.gapless.embedded.packages.PackageCache;
import io.gapless.embedded.packages.PackageException;
import io.gapless.embedded.packages.PackageSource;
import io.gapless.embedded.registry.ApicurioRegistry;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Looks at the machine: Java, memory, disk, packages, ports.
final class MachineChecks {

  private static final int JAVA = 25;
  private static final long MEGABYTE = 1L << 20;
  private static final long MEMORY = 3L << 30;
  private static final long DISK = 2L << 30;

  private final ConnectionOptions options;
  private final Map<String, String> environment;

  MachineChecks(ConnectionOptions options, Map<String, String> environment) {
    this.options = options;
    this.environment = environment;
  }

  Finding java() {
    int feature = Runtime.version().feature();
    var text = "Java " + Runtime.version() + " at " + System.getProperty("java.home");
    return feature >= JAVA
        ? Finding.good(text)
        : Finding.missing(text, "install a JDK " + JAVA + " and name it in JAVA_HOME");
  }

  Finding memory() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine)) {
      return Finding.weak("memory cannot be asked for", "3 GB are enough");
    }
    long bytes = machine.getTotalMemorySize();
    var text = bytes / MEGABYTE + " MB of memory, " + machine.getAvailableProcessors()
        + " processors";
    return bytes >= MEMORY
        ? Finding.good(text)
        : Finding.weak(text, "the embedded servers want " + MEMORY / MEGABYTE + " MB");
  }

  Finding disk() {
    Path existing = options.data();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Finding.missing("data folder " + options.data() + " cannot be written",
          "choose another with --data");
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      var text = "data folder " + options.data() + ", " + free / MEGABYTE + " MB free";
      if (free < DISK) {
        return Finding.missing(text, "make room, or choose another folder with --data");
      }
      return Thresholds.disk("data folder " + options.data(), free,
          Files.getFileStore(existing).getTotalSpace())
          .map(Condition::finding).orElse(Finding.good(text));
    } catch (IOException e) {
      return Finding.weak("free space of " + existing + " cannot be asked for",
          String.valueOf(e.getMessage()));
    }
  }

  /// The packages that embedded servers are started from, where some are wanted.
  List<Finding> packages() {
    var findings = new ArrayList<Finding>();
    if (options.clickHouse().isEmpty()) {
      findings.add(clickHouse());
    }
    if (options.registry().isEmpty()) {
      findings.add(fetched("the schema registry", ApicurioRegistry.DISTRIBUTION, "mvn",
          "--registry"));
    }
    return findings;
  }

  private Finding clickHouse() {
    if (onPath("clickhouse") || onPath("clickhouse-server")) {
      return Finding.good("a ClickHouse server on the PATH, which is used");
    }
    try {
      return fetched("the ClickHouse engine", EnginePackage.pinned(), "npm", "--clickhouse");
    } catch (PackageException e) {
      return Finding.missing("the ClickHouse engine", String.valueOf(e.getMessage()));
    }
  }

  /// Whether a package is here, or could be fetched.
  private Finding fetched(String what, PackageSource pinned, String client, String option) {
    var cache = PackageCache.userFolder(environment);
    var text = what + ", " + pinned.name() + " " + pinned.version();
    if (Files.isDirectory(cache.resolve(pinned.folder()))) {
      return Finding.good(text + " in " + cache);
    }
    return onPath(client)
        ? Finding.good(text + ": not here yet, `" + client + "` fetches it on first use")
        : Finding.missing(text + " is not here, and there is no `" + client + "` to fetch it",
            "install " + client + ", or name a server with " + option);
  }

  /// The ports that are given for embedded servers; those of a running stack are its own.
  List<Finding> ports() {
    var embedded = options.embedded();
    var findings = new ArrayList<Finding>();
    Map.of("kafka", embedded.kafkaPort(), "registry", embedded.registryPort(), "clickhouse",
        embedded.clickHousePort()).forEach((service, port) -> {
          if (port > 0) {
            findings.add(isFree(port)
                ? Finding.good("port " + port + " for " + service)
                : Finding.missing("port " + port + " for " + service + " is in use",
                    "choose another with --" + service + "-port"));
          }
        });
    return findings;
  }

  private boolean onPath(String program) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
