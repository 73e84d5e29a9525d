package io.gapless.cli.command;

import io.gapless.cli.console.Console;
import io.gapless.cli.logging.Logging;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.options.Settings;
import io.gapless.cli.options.SharedOptions;
import io.gapless.cli.pipeline.Wiring;
import io.gapless.cli.services.Services;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/// What every command is made with.
///
/// @param workingFolder what relative paths are relative to
/// @param environment of the process
/// @param shared filled by picocli before a command runs
/// @param settings known when a command runs
public record Context(Console console, Path workingFolder, Map<String, String> environment,
    SharedOptions shared, Supplier<Settings> settings, InstantSource clock, Services services,
    Wiring wiring) {

  /// The servers that the options name.
  public ConnectionOptions connections() {
    return shared.connections(workingFolder, settings.get().kafkaProperties());
  }

  /// Begins to write log files under the data folder.
  public void log(ConnectionOptions connections) {
    Logging.start(connections.logs(), shared.verbose());
  }
}
