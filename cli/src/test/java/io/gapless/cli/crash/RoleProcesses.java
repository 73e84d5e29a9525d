package io.gapless.cli.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.cli.nodes.ChainFamily;
import io.gapless.embedded.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Roles as processes of their own, which can be killed and started again, and the commands of a
/// user beside them.
///
/// None outlives this JVM: closing kills all of them, and a process whose JVM is gone ends by
/// itself, see [WatchedGapless].
final class RoleProcesses implements AutoCloseable {

  /// First part of the worker ids.
  static final String HOST = "crash";
  /// For a role to be at work.
  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int UNREACHABLE = 3;
  private static final List<String> JAVA = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
      "-Xshare:auto", "-Xmx384m", "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow");

  private final Servers servers;
  private final String topicPrefix;
  private final List<String> nodes;
  private final List<String> more;
  private final Path folder;
  private final Map<Role, Process> roles = new ConcurrentHashMap<>();
  private final List<Process> commands = new ArrayList<>();

  /// @param topicPrefix of topics and groups, so that tests can share the servers
  /// @param nodes that fetchers, enrichers and the planner ask, of one chain
  RoleProcesses(Servers servers, String topicPrefix, List<URI> nodes) {
    this(servers, topicPrefix, nodes, List.of());
  }

  /// @param more arguments of every role
  RoleProcesses(Servers servers, String topicPrefix, List<URI> nodes, List<String> more) {
    this.more = List.copyOf(more);
    this.servers = servers;
    this.topicPrefix = topicPrefix;
    this.nodes = List.of(ChainFamily.of(nodes.getFirst()).option(),
        nodes.stream().map(URI::toString).collect(Collectors.joining(",")));
    this.folder = servers.newFolder("roles");
  }

  /// A command that runs.
  record Command(Process process, Path out, Path err) {

    /// What it has printed.
    String said() {
      return text(out) + text(err);
    }

    /// Waits for its end; what it printed.
    ///
    /// @throws AssertionError if it does not end, or with another exit code; with what it printed
    String awaitExit(int exitCode, Duration longest) {
      try {
        Awaitility.await().atMost(longest).until(() -> !process.isAlive());
      } catch (ConditionTimeoutException e) {
        throw new AssertionError("still runs: " + text(out) + text(err), e);
      }
      if (process.exitValue() != exitCode) {
        throw new AssertionError("exit code " + process.exitValue() + ": " + text(out)
            + text(err));
      }
      return text(out);
    }
  }

  /// Starts a role; it is not ready yet when this returns.
  void start(Role role) {
    var arguments = new ArrayList<>(List.of(role.name(), "--name", HOST, "--slot",
        Integer.toString(role.slot()), "--data", folder.resolve(role.workerId()).toString(),
        "--topic-prefix", topicPrefix));
    if (List.of("fetcher", "enricher", "planner").contains(role.name())) {
      arguments.addAll(nodes);
    }
    arguments.addAll(more);
    arguments.addAll(servers.options());
    roles.put(role, launch(arguments, out(role), err(role)));
  }

  /// Waits until a role is at work.
  void awaitReady(Role role) {
    Awaitility.await().atMost(PATIENCE).until(() -> isReady(role));
  }

  /// Whether a role is at work.
  ///
  /// @throws AssertionError if it ended by itself
  boolean isReady(Role role) {
    startAgain(role);
    if (!process(role).isAlive()) {
      throw new AssertionError(role + " ended by itself: " + text(err(role)));
    }
    return text(out(role)).contains(role.workerId() + " runs");
  }

  /// Kills a role with SIGKILL, and returns when it is gone.
  void kill(Role role) {
    kill(process(role));
  }

  /// Sends a role's process a signal, and returns when it is sent.
  ///
  /// @param name such as `STOP`
  void signal(Role role, String name) {
    try {
      int sent = new ProcessBuilder("kill", "-" + name, Long.toString(process(role).pid()))
          .inheritIO().start().onExit().join().exitValue();
      if (sent != 0) {
        throw new AssertionError("SIG" + name + " not sent to " + role);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Roles that ended though nobody killed them, with their last words.
  List<String> endedByThemselves() {
    roles.keySet().forEach(this::startAgain);
    return roles.entrySet().stream().filter(role -> !role.getValue().isAlive())
        .map(role -> role.getKey() + ": " + text(err(role.getKey()))).toList();
  }

  /// Starts a command of a user.
  Command command(String... line) {
    var arguments = new ArrayList<>(List.of(line[0], "--data", folder.resolve("user").toString(),
        "--topic-prefix", topicPrefix));
    arguments.addAll(servers.options());
    arguments.addAll(List.of(line).subList(1, line.length));
    var name = "command-" + commands.size();
    var out = folder.resolve(name + ".out");
    var err = folder.resolve(name + ".err");
    var process = launch(arguments, out, err);
    commands.add(process);
    return new Command(process, out, err);
  }

  /// Waits for the end of a command, and meanwhile starts roles again that found a server away.
  ///
  /// @throws AssertionError if a role ended by itself, or the command with another exit code
  String awaitExit(Command command, int exitCode, Duration longest) {
    Awaitility.await().atMost(longest).until(() -> {
      if (!endedByThemselves().isEmpty()) {
        throw new AssertionError(endedByThemselves().toString());
      }
      return !command.process().isAlive();
    });
    return command.awaitExit(exitCode, longest);
  }

  /// Where the roles log to, and what they print.
  Path folder() {
    return folder;
  }

  /// Lines of the roles' logs that hold a text.
  long logged(String text) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".log"))
          .flatMap(file -> text(file).lines()).filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    roles.values().forEach(RoleProcesses::kill);
    commands.forEach(RoleProcesses::kill);
  }

  private Process process(Role role) {
    var process = roles.get(role);
    if (process == null) {
      throw new IllegalStateException(role + " was not started");
    }
    return process;
  }

  /// Starts a role again that ended since a server did not answer at its start, as whoever runs
  /// services does: the server may have been killed, or have too little of a busy machine.
  private void startAgain(Role role) {
    var process = process(role);
    if (!process.isAlive() && process.exitValue() == UNREACHABLE) {
      start(role);
    }
  }

  private Process launch(List<String> arguments, Path out, Path err) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(JAVA);
    line.addAll(List.of("-cp", ChildJvm.ownClassPath(), WatchedGapless.class.getName()));
    line.addAll(arguments);
    try {
      return new ProcessBuilder(line).directory(folder.toFile()).redirectOutput(out.toFile())
          .redirectError(err.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path out(Role role) {
    return folder.resolve(role.workerId() + ".out");
  }

  private Path err(Role role) {
    return folder.resolve(role.workerId() + ".err");
  }

  private static void kill(Process process) {
    process.destroyForcibly().onExit().join();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
