package io.gapless.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command line of [ServiceMain].
///
/// @param port 0 where none is given
/// @param heapMegabytes of a further process that the service starts
/// @param passwordVariable name of the environment variable that holds ClickHouse's password
record ServiceArguments(Service service, Path data, int port, int heapMegabytes,
    Optional<String> passwordVariable) {

  private static final List<String> OPTIONS =
      List.of("--data", "--port", "--heap", "--password-env");

  /// Reads it; an [IllegalArgumentException] names the option that is wrong.
  static ServiceArguments parse(String[] args) {
    if (args.length == 0) {
      throw new IllegalArgumentException("name a service: kafka, registry or clickhouse");
    }
    Service service = service(args[0]);
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i])) {
        throw new IllegalArgumentException(
            "unknown option " + args[i] + ": one of " + String.join(", ", OPTIONS));
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      options.put(args[i], args[i + 1]);
    }
    String data = options.get("--data");
    if (data == null) {
      throw new IllegalArgumentException("--data DIR is missing");
    }
    return new ServiceArguments(service, Path.of(data).toAbsolutePath(),
        number("--port", options.getOrDefault("--port", "0"), 0, 65535),
        number("--heap", options.getOrDefault("--heap", "128"), 32, 1 << 20),
        Optional.ofNullable(options.get("--password-env")));
  }

  private static Service service(String label) {
    return List.of(Service.values()).stream().filter(known -> known.label().equals(label))
        .findFirst().orElseThrow(() -> new IllegalArgumentException(
            "unknown service " + label + ": kafka, registry or clickhouse"));
  }

  private static int number(String option, String text, int first, int last) {
    try {
      int value = Integer.parseInt(text);
      if (value >= first && value <= last) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        option + " is not a number from " + first + " to " + last + ": " + text);
  }
}
