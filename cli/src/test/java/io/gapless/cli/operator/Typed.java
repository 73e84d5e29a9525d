package io.gapless.cli.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.cli.command.CommandLines;
import io.gapless.cli.console.Console;
import io.gapless.cli.console.Terminal;
import io.gapless.cli.pipeline.PipelineWiring;
import io.gapless.cli.services.EmbeddedServices;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// A command line that is typed in a folder, wired as the real command is.
public final class Typed {

  private final Path folder;
  private final Map<String, String> environment;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /// @param folder where it is typed; the data folder is `gapless-data` in it
  public Typed(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /// The exit code.
  public int run(String... arguments) {
    var services = new EmbeddedServices(line -> {});
    return new CommandLines(
        Console.over(new ByteArrayInputStream(new byte[0]), out, err, Terminal.NONE), folder,
        environment, InstantSource.system(), services,
        new PipelineWiring(services, InstantSource.system())).run(arguments);
  }

  /// Runs one of Kafka's tools, which print to the process's own streams.
  public int runTool(String... arguments) {
    var stdout = System.out;
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      return run(arguments);
    } finally {
      System.setOut(stdout);
    }
  }

  public String out() {
    return out.toString(UTF_8);
  }

  public String err() {
    return err.toString(UTF_8);
  }
}
