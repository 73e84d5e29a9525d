package io.gapless.embedded.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A child of this process that runs a Java main with this process's own JVM.
///
/// @param classPath as `-cp` takes it
/// @param mainClass the class with `main`
/// @param arguments of `main`; visible to every user of the machine, so never a secret
/// @param heapMegabytes upper bound of its Java heap
/// @param jvmOptions beside those that all children have
/// @param environment added to this process's own, e.g. secrets
/// @param withoutEnvironment prefixes of variables that the child does not inherit
/// @param folder where it runs, an existing folder
/// @param log file that takes what it prints, made and rotated when needed
public record ChildJvm(String classPath, String mainClass, List<String> arguments,
    int heapMegabytes, List<String> jvmOptions, Map<String, String> environment,
    List<String> withoutEnvironment, Path folder, Path log) {

  private static final long MAX_LOG_BYTES = 16L << 20;
  private static final Duration GRACE = Duration.ofSeconds(20);

  /// Copies lists and maps.
  public ChildJvm {
    arguments = List.copyOf(arguments);
    jvmOptions = List.copyOf(jvmOptions);
    environment = Map.copyOf(environment);
    withoutEnvironment = List.copyOf(withoutEnvironment);
  }

  /// The class path of this process, for a child that runs our own code.
  public static String ownClassPath() {
    // Absolute, since the child runs in another folder.
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Starts it. Its standard input is a pipe from here: see [ParentWatch].
  ///
  /// @param linesOnStdout whether the caller reads its standard output; else that goes to the log
  Process start(boolean linesOnStdout) {
    try {
      rotateLog();
      var toLog = ProcessBuilder.Redirect.appendTo(log.toFile());
      var builder = new ProcessBuilder(commandLine()).directory(folder.toFile())
          .redirectError(toLog)
          .redirectOutput(linesOnStdout ? ProcessBuilder.Redirect.PIPE : toLog);
      builder.environment().keySet()
          .removeIf(name -> withoutEnvironment.stream().anyMatch(name::startsWith));
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new ServiceException("cannot start " + mainClass + ": " + e.getMessage(), e);
    }
  }

  private List<String> commandLine() {
    var line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    line.addAll(jvmOptions);
    line.addAll(List.of("-cp", classPath, mainClass));
    line.addAll(arguments);
    return line;
  }

  /// The last line of the log, which mostly says why a child ended.
  String lastWords() {
    try {
      return Files.readString(log).strip().lines().reduce((first, last) -> last)
          .orElse("it said nothing");
    } catch (IOException | UncheckedIOException e) {
      return "its log cannot be read";
    }
  }

  /// Asks a process to end, insists after a while, and waits until it has.
  static void stop(Process process) {
    boolean insist;
    process.destroy();
    try {
      insist = !process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      insist = true;
    }
    if (insist) {
      process.destroyForcibly().onExit().join();
    }
  }

  private void rotateLog() throws IOException {
    Path parent = log.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
      Files.move(log, log.resolveSibling(log.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
