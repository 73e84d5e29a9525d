package io.gapless.gates.check;

import io.gapless.gates.warehouse.SqlFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// How strict gates are: limits by gate, and parameters of their queries.
///
/// @param limits of the gates that are judged, by name; others are only reported
public record Profile(String name, Map<String, List<Limit>> limits,
    Map<String, String> parameters) {

  private static final String PARAMETER = "parameter.";

  /// Takes copies.
  public Profile {
    limits = Map.copyOf(limits);
    parameters = Map.copyOf(parameters);
  }

  /// A profile that comes with Gapless, or one in a properties file.
  ///
  /// @param name `strict`, `relaxed`, or a file's path
  /// @throws IllegalArgumentException where there is none, or it is not right; the message says why
  public static Profile named(String name) {
    if (name.equals("strict") || name.equals("relaxed")) {
      return known(name);
    }
    var file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'" + name + "' is neither strict nor relaxed nor a file with a profile");
    }
    try {
      return parse(file.getFileName().toString().replaceFirst("\\.properties$", ""),
          Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /// For a backfill that runs.
  public static Profile relaxed() {
    return known("relaxed");
  }

  /// For what readers are to see.
  public static Profile strict() {
    return known("strict");
  }

  /// The same without limits for a gate, which is only reported then.
  public Profile without(String gate) {
    var others = new HashMap<>(limits);
    others.remove(gate);
    return new Profile(name, others, parameters);
  }

  private static Profile known(String name) {
    return parse(name, SqlFile.read("profiles/" + name + ".properties"));
  }

  static Profile parse(String name, String text) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var limits = new HashMap<String, List<Limit>>();
    var parameters = new HashMap<String, String>();
    for (var key : properties.stringPropertyNames()) {
      var value = properties.getProperty(key).strip();
      if (key.startsWith(PARAMETER)) {
        parameters.put(key.substring(PARAMETER.length()), value);
      } else {
        try {
          limits.put(key, Limit.parse(value));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(name + ": " + key + ": " + e.getMessage(), e);
        }
      }
    }
    return new Profile(name, limits, parameters);
  }
}
