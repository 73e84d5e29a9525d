package io.gapless.processes.http;

import io.gapless.processes.Answer.Position;
import io.gapless.processes.EventRange;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes.Freshness;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An HTTP request that belongs to a route.
///
/// @param path values of the variables in the route's path
/// @param query parameters
/// @param body as it was sent
record Asked(Map<String, String> path, Map<String, String> query, Payload body) {

  private static final Pattern POSITION = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

  /// Parameters of a query as a form has them: a plus sign is a space.
  ///
  /// @param known parameters: any other one is an error, not ignored
  static Map<String, String> query(@Nullable String raw, Set<String> known) {
    var query = new HashMap<String, String>();
    for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      var name = decode("the query", equals < 0 ? pair : pair.substring(0, equals));
      if (!known.contains(name)) {
        throw new BadFieldException(name, "is not a parameter that is known here, only "
            + String.join(", ", known.stream().sorted().toList()));
      }
      var value = decode(name, equals < 0 ? "" : pair.substring(equals + 1));
      if (query.put(name, value) != null) {
        throw new BadFieldException(name, "is there twice");
      }
    }
    return query;
  }

  String namespace() {
    return path.getOrDefault("namespace", "");
  }

  ProcessId process() {
    try {
      return new ProcessId(namespace(), path.getOrDefault("id", ""));
    } catch (IllegalArgumentException e) {
      throw new BadFieldException("the path", "does not name a process: " + e.getMessage());
    }
  }

  EventRange range() {
    return JsonBodies.range(name -> name, integer("offset"), integer("limit"),
        query.get("direction"));
  }

  Freshness freshness() {
    var position = query.get("position");
    var staleness = integer("max_staleness_ms");
    if (staleness != null) {
      if (position != null || staleness < 0) {
        throw new BadFieldException("max_staleness_ms",
            position != null ? "does not go with position" : "is negative");
      }
      return new Freshness.AtMost(Duration.ofMillis(staleness));
    }
    if (position == null) {
      return Freshness.OWN_WRITES;
    }
    var parts = POSITION.matcher(position);
    if (!parts.matches()) {
      throw new BadFieldException("position", "is not one that an answer had, like 3:1042");
    }
    return new Freshness.AtLeast(
        new Position(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2))));
  }

  /// One of several words; the first one if nothing is said.
  String word(String name, String first, String other) {
    var word = query.getOrDefault(name, first);
    if (!word.equals(first) && !word.equals(other)) {
      throw new BadFieldException(name, "is not " + first + " or " + other);
    }
    return word;
  }

  @Nullable
  Long integer(String name) {
    var text = query.get(name);
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new BadFieldException(name, "is not an integer of 64 bits");
    }
  }

  private static String decode(String what, String raw) {
    return PercentEncoding.decode(what, raw.replace('+', ' '));
  }
}
