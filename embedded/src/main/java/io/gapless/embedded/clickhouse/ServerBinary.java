package io.gapless.embedded.clickhouse;

import io.gapless.embedded.process.Ports;
import io.gapless.embedded.process.ServiceException;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A ClickHouse server that is installed on this machine, run with a small configuration of ours and
/// the promises of [ClickHouseMain].
final class ServerBinary {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(20);

  /// Runs the server beside a reader of standard input, so that the server leaves with this process
  /// even when that is killed: then the pipe to the shell closes.
  private static final String GUARD = "exec 3<&0; \"$@\" </dev/null & server=$!; "
      + "{ cat <&3 >/dev/null; kill -TERM $server; } & wait $server";

  private ServerBinary() {}

  /// The first `clickhouse` or `clickhouse-server` of a PATH.
  static Optional<Path> onPath(String path) {
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> List.of("clickhouse", "clickhouse-server").stream()
            .map(name -> Path.of(folder, name)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).findFirst();
  }

  /// Starts the server and waits until it answers; this process ends with it.
  static void run(Path server, MainArguments arguments) throws IOException {
    int port = arguments.port() == 0 ? Ports.free() : arguments.port();
    Path folder = Files.createDirectories(arguments.data().resolve("server"));
    Path config = folder.resolve("config.xml");
    Files.writeString(config, config(folder, port, arguments.passwordVariable()));
    Process process = new ProcessBuilder(command(server, config)).directory(folder.toFile())
        .redirectError(folder.resolve("server.err").toFile())
        .redirectOutput(folder.resolve("server.out").toFile()).start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(process)));
    URI uri = URI.create("http://127.0.0.1:" + port);
    awaitPing(process, uri, folder);
    ClickHouseMain.announce(uri);
    var _ = process.onExit().thenRun(() -> System.exit(1));
  }

  private static List<String> command(Path server, Path config) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "sh", server.toString()));
    if (server.endsWith("clickhouse")) {
      command.add("server");
    }
    command.add("--config-file=" + config);
    return command;
  }

  /// The configuration: one HTTP port on the loopback interface, and one user, whose password the
  /// server itself takes from the environment.
  static String config(Path folder, int port, String passwordVariable) {
    String password = passwordVariable.isEmpty()
        ? "<password></password>"
        : "<password from_env=\"" + escaped(passwordVariable) + "\"/>";
    return """
        <clickhouse>
          <logger><level>warning</level><log>%1$s/server.log</log></logger>
          <listen_host>127.0.0.1</listen_host>
          <http_port>%2$d</http_port>
          <path>%1$s/data/</path>
          <tmp_path>%1$s/tmp/</tmp_path>
          <user_files_path>%1$s/user_files/</user_files_path>
          <format_schema_path>%1$s/format_schemas/</format_schema_path>
          <mark_cache_size>268435456</mark_cache_size>
          <profiles><default/></profiles>
          <quotas><default/></quotas>
          <users>
            <default>
              %3$s
              <networks><ip>127.0.0.1</ip></networks>
              <profile>default</profile>
              <quota>default</quota>
            </default>
          </users>
        </clickhouse>
        """.formatted(escaped(folder.toString()), port, password);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static void awaitPing(Process process, URI uri, Path folder) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (answers(uri)) {
        return;
      }
      try {
        Thread.sleep(Duration.ofMillis(100));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    stop(process);
    throw new ServiceException("the installed ClickHouse server did not answer within "
        + PATIENCE.toSeconds() + " s: see " + folder.resolve("server.err"));
  }

  private static boolean answers(URI uri) {
    try {
      HttpURLConnection ping = (HttpURLConnection) uri.resolve("/ping").toURL().openConnection();
      ping.setConnectTimeout(1000);
      ping.setReadTimeout(1000);
      return ping.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// Closes the shell's standard input, on which it ends the server.
  private static void stop(Process process) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
