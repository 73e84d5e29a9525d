package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.Console;
import io.gapless.cli.options.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every simulated node can be told.
final class SimulateRun {

  @Option(names = "--port", paramLabel = "N", defaultValue = "0", converter = Servers.Port.class, description = "Port to listen on (default: any free one).")
  private int port;

  @Option(names = "--latency", paramLabel = "MS", defaultValue = "0", description = "Milliseconds that the node waits before each answer.")
  private long latency;

  @Option(names = "--fault", paramLabel = "NAME[=N]", description = "Something that the node does wrong; can be given several times. See --list.")
  private List<String> faults = List.of();

  @Option(names = "--fault-seed", paramLabel = "N", defaultValue = "1", description = "Another seed is wrong at other places (default: ${DEFAULT-VALUE}).")
  private long faultSeed;

  @Option(names = "--truth", paramLabel = "FILE", description = "Writes every transfer or payment to a CSV file before it serves.")
  private @Nullable Path truth;

  @Option(names = "--seconds", paramLabel = "N", description = "Ends after this time.")
  private @Nullable Long seconds;

  @Option(names = "--until-stdin-closes", description = "Ends when its standard input does.")
  private boolean untilStdinCloses;

  int port() {
    return port;
  }

  Duration latency() {
    return Duration.ofMillis(latency);
  }

  long faultSeed() {
    return faultSeed;
  }

  /// The node's options with all faults added.
  <O> O faulty(O sound, BiFunction<String, O, O> applied) {
    var options = sound;
    for (String fault : faults) {
      options = applied.apply(fault, options);
    }
    return options;
  }

  /// Writes the truth where it is wanted.
  ///
  /// @param what it is the truth of
  void writeTruth(Context context, String what, Consumer<Path> writing) {
    if (truth != null) {
      var file = context.workingFolder().resolve(truth);
      try {
        writing.accept(file);
      } catch (UncheckedIOException e) {
        throw CommandException.usage("--truth", String.valueOf(e.getMessage()));
      }
      context.console().println("truth of the " + what + " in " + file);
    }
  }

  /// Refuses to write the truth where nobody knows it.
  void refuseTruth(String why) {
    if (truth != null) {
      throw CommandException.usage("--truth", why);
    }
  }

  /// Waits for the end.
  void await(Console console) throws InterruptedException {
    var end = new CountDownLatch(1);
    if (untilStdinCloses) {
      Thread.ofPlatform().daemon().name("stdin").start(() -> {
        drain(console.in());
        end.countDown();
      });
    }
    if (seconds == null) {
      end.await();
    } else {
      var _ = end.await(seconds, TimeUnit.SECONDS);
    }
  }

  /// Prints which faults showed how often.
  static void print(Map<String, Long> faults, Console console) {
    new TreeMap<>(faults).forEach((kind, times) -> console.println("fault " + kind + ": " + times));
  }

  /// Reads the time that an option has for its value.
  static Instant time(String option, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw CommandException.usage(option,
          "'" + text + "' is not a time such as 2024-06-01T15:00:00Z");
    }
  }

  private static void drain(InputStream in) {
    try {
      while (in.read() >= 0) {
        // what is written to it has no meaning
      }
    } catch (IOException e) {
      // as good as its end
    }
  }
}
