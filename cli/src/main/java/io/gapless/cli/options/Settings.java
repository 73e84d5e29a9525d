package io.gapless.cli.options;

import io.gapless.cli.console.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Values for options that are not given as flags: from the environment (`GAPLESS_RPC` for
/// `--rpc`), else from the file of `--config`, else from `.env` in the working folder.
///
/// In a file `rpc` and `GAPLESS_RPC` are the same key. A key that is no option stops the command;
/// of `.env`, which may serve other programs too, only keys that begin with `GAPLESS_` are read.
/// Keys `kafka.*` of a file pass through to Kafka's clients unread.
public final class Settings implements IDefaultValueProvider {

  private static final String PREFIX = "GAPLESS_";
  private static final String KAFKA = "kafka.";
  /// Read by the launcher and by the package cache; they are no options.
  private static final Set<String> FOR_OTHERS = Set.of("GAPLESS_JAVA_OPTS", "GAPLESS_CACHE");

  private final Map<String, Value> values;
  private final Map<String, String> kafka;

  private record Value(String text, String origin) {}

  private Settings(Map<String, Value> values, Map<String, String> kafka) {
    this.values = values;
    this.kafka = kafka;
  }

  /// No settings at all.
  public static Settings none() {
    return new Settings(Map.of(), Map.of());
  }

  /// Reads them all.
  ///
  /// @param options names of every option of every command, without dashes before
  /// @param config the file that `--config` names, if it is given
  /// @throws CommandException if a file cannot be read or has an unknown key
  public static Settings load(Map<String, String> environment, Path workingFolder,
      Optional<Path> config, Set<String> options) {
    var values = new HashMap<String, Value>();
    var kafka = new TreeMap<String, String>();
    var dotEnv = workingFolder.resolve(".env");
    if (Files.isRegularFile(dotEnv)) {
      SettingsFile.read(dotEnv).forEach((key, text) -> {
        if (key.startsWith(PREFIX) && !FOR_OTHERS.contains(key)) {
          values.put(known(key, dotEnv, options), new Value(text, key + " in " + dotEnv));
        }
      });
    }
    config.map(workingFolder::resolve).ifPresent(file -> SettingsFile.read(file)
        .forEach((key, text) -> {
          if (key.startsWith(KAFKA)) {
            kafka.put(key.substring(KAFKA.length()), text);
          } else {
            values.put(known(key, file, options), new Value(text, key + " in " + file));
          }
        }));
    environment.forEach((key, text) -> {
      var name = optionName(key);
      if (key.startsWith(PREFIX) && options.contains(name)) {
        values.put(name, new Value(text, key));
      }
    });
    return new Settings(values, kafka);
  }

  private static String known(String key, Path file, Set<String> options) {
    var name = optionName(key);
    if (options.contains(name)) {
      return name;
    }
    throw CommandException.usage("--config", file + " has an unknown key `" + key
        + "`; keys are names of options, e.g. rpc or GAPLESS_RPC for --rpc");
  }

  private static String optionName(String key) {
    return key.startsWith(PREFIX)
        ? key.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-')
        : key;
  }

  /// Properties for every Kafka client.
  public Map<String, String> kafkaProperties() {
    return Map.copyOf(kafka);
  }

  /// Where an option's value comes from if it is not given as a flag, e.g. `GAPLESS_RPC`.
  public Optional<String> origin(String option) {
    return Optional.ofNullable(values.get(option)).map(Value::origin);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    var value = values.get(option.longestName().replaceFirst("^--", ""));
    return value == null ? null : value.text();
  }
}
