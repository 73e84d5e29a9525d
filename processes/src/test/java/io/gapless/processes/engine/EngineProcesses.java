package io.gapless.processes.engine;

import io.gapless.embedded.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// Engines in processes of their own, which can be killed, stopped for a while and started again. None
/// outlives this JVM: they end when their standard input closes.
final class EngineProcesses implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final String kafka;
  private final String prefix;
  private final String kind;
  private final Map<String, Process> running = new TreeMap<>();
  private int starts;

  /// @param kind `sound` or `mutant`
  EngineProcesses(Path folder, String kafka, String prefix, String kind) {
    this.folder = folder;
    this.kafka = kafka;
    this.prefix = prefix;
    this.kind = kind;
  }

  /// Starts an engine; it is not ready yet when this returns.
  void start(String name) {
    try {
      var log = folder.resolve(name + "-" + ++starts + ".log");
      var line = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m",
          "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
          ChildJvm.ownClassPath(), CountingEngine.class.getName(), kafka, prefix, name,
          folder.resolve(name).toString(), kind);
      running.put(name, new ProcessBuilder(line).directory(folder.toFile())
          .redirectOutput(log.toFile()).redirectError(folder.resolve(name + ".err").toFile())
          .start());
      Files.writeString(folder.resolve(name + ".newest"), log.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until an engine works.
  void awaitReady(String name) {
    Awaitility.await().atMost(PATIENCE).until(() -> {
      if (!process(name).isAlive()) {
        throw new AssertionError(name + " ended by itself: "
            + Files.readString(folder.resolve(name + ".err")));
      }
      var log = Path.of(Files.readString(folder.resolve(name + ".newest")));
      return Files.readString(log).lines().anyMatch("ready"::equals);
    });
  }

  /// Kills an engine with SIGKILL, and returns when it is gone.
  void kill(String name) {
    process(name).destroyForcibly().onExit().join();
  }

  /// Stops an engine (SIGSTOP) for so long, then lets it go on.
  void pause(String name, Duration length) throws InterruptedException {
    signal(name, "STOP");
    try {
      // it has to miss its session's end, which nothing here can be asked about
      Thread.sleep(length);
    } finally {
      signal(name, "CONT");
    }
  }

  @Override
  public void close() {
    running.values().forEach(process -> process.destroyForcibly().onExit().join());
  }

  private void signal(String name, String signal) {
    try {
      var kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process(name).pid())).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new AssertionError("signal " + signal + " was not sent");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Process process(String name) {
    var process = running.get(name);
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process;
  }
}
