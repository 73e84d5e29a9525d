package io.gapless.embedded.clickhouse;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The command line of [ClickHouseMain].
///
/// @param data absolute
/// @param port 0 for one that is free
/// @param passwordVariable name of the environment variable that holds the password, empty for none
record MainArguments(Path data, int port, String passwordVariable) {
  private static final Set<String> OPTIONS = Set.of("--data", "--port", "--heap", "--password-env");

  /// Reads it; an [IllegalArgumentException] names the option that is wrong.
  static MainArguments parse(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
        throw new IllegalArgumentException("not an option with a value: " + args[i]
            + " (--data DIR --port N [--password-env VARIABLE])");
      }
      options.put(args[i], args[i + 1]);
    }
    String data = options.get("--data");
    String port = options.getOrDefault("--port", "0");
    if (data == null) {
      throw new IllegalArgumentException("--data DIR is missing");
    }
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException("--port is not a number from 0 to 65535: " + port);
    }
    return new MainArguments(Path.of(data).toAbsolutePath(), Integer.parseInt(port),
        options.getOrDefault("--password-env", ""));
  }

  /// The password, from the environment.
  ///
  /// @throws IllegalArgumentException the variable is named and not set
  String password(Map<String, String> environment) {
    if (passwordVariable.isEmpty()) {
      return "";
    }
    String password = environment.get(passwordVariable);
    if (password == null) {
      throw new IllegalArgumentException(
          "--password-env names a variable that is not set: " + passwordVariable);
    }
    return password;
  }
}
