package io.gapless.cli.command;

import static java.util.Objects.requireNonNull;

import io.gapless.cli.console.CommandErrors;
import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.Console;
import io.gapless.cli.options.Settings;
import io.gapless.cli.options.SharedOptions;
import io.gapless.cli.pipeline.Wiring;
import io.gapless.cli.services.Services;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Runs command lines as they are typed.
///
/// @param workingFolder what relative paths are relative to
/// @param environment of the process
public record CommandLines(Console console, Path workingFolder, Map<String, String> environment,
    InstantSource clock, Services services, Wiring wiring) {

  private static final String CONFIG = "--config";
  /// From here on, options belong to another program.
  private static final String PASSED_THROUGH = "kafka";

  /// Runs one, and returns its exit code.
  public int run(String... arguments) {
    try {
      var settings = new AtomicReference<>(Settings.none());
      var line = commandLine(new Context(console, workingFolder, environment, new SharedOptions(),
          settings::get, clock, services, wiring));
      settings.set(Settings.load(environment, workingFolder, configFile(List.of(arguments)),
          optionNames(line.getCommandSpec())));
      return line.setDefaultValueProvider(settings.get()).execute(SharedFirst.reorder(arguments));
    } catch (CommandException e) {
      console.err().println("gapless: " + e.getMessage());
      return e.exitCode();
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private CommandLine commandLine(Context context) {
    var errors = new CommandErrors();
    var line = new CommandLine(new RootCommand(context), new WithContext(context))
        .setOut(console.out()).setErr(console.err()).setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors).setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(Math.clamp(console.terminal().columns(), 60, 110));
    requireNonNull(line.getSubcommands().get(PASSED_THROUGH)).setStopAtPositional(true);
    return line;
  }

  /// Names of every option of every command, without dashes before.
  private static Set<String> optionNames(CommandSpec root) {
    var names = new TreeSet<String>();
    collect(root, names);
    return names;
  }

  private static void collect(CommandSpec spec, Set<String> names) {
    for (OptionSpec option : spec.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        names.add(option.longestName().replaceFirst("^--", ""));
      }
    }
    spec.subcommands().values().forEach(line -> collect(line.getCommandSpec(), names));
  }

  /// The file of `--config`, found before the line is parsed, since it gives options their defaults.
  private Optional<Path> configFile(List<String> arguments) {
    var ours = SharedFirst.ours(arguments);
    for (int i = 0; i < ours.size(); i++) {
      if (ours.get(i).startsWith(CONFIG + "=")) {
        return Optional.of(Path.of(ours.get(i).substring(CONFIG.length() + 1)));
      }
      if (ours.get(i).equals(CONFIG) && i + 1 < ours.size()) {
        return Optional.of(Path.of(ours.get(i + 1)));
      }
    }
    return Optional.ofNullable(environment.get("GAPLESS_CONFIG")).filter(file -> !file.isBlank())
        .map(Path::of);
  }

  /// Makes commands with their context.
  private record WithContext(Context context) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == Context.class) {
          constructor.setAccessible(true);
          return type.cast(constructor.newInstance(context));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
