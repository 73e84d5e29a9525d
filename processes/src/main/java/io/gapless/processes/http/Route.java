package io.gapless.processes.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A method and a path that the server has an answer to.
///
/// @param path with variables in braces, as OpenAPI has it; each is one segment that is not empty
/// @param parameters of the query
record Route(String method, String path, Set<String> parameters, Handler handler) {

  /// Answers a request.
  @FunctionalInterface
  interface Handler {
    Reply answer(Asked asked) throws InterruptedException;
  }

  /// A route for a path, with values for its variables.
  record Match(Route route, Map<String, String> variables) {}

  /// Routes of a path, one for each method that it knows.
  ///
  /// @param rawPath before percent-decoding: an encoded slash does not part segments
  /// @throws RefusedException if there is none
  static List<Match> of(List<Route> routes, String rawPath) {
    var matches = routes.stream().flatMap(route -> route.match(rawPath).stream()).toList();
    if (matches.isEmpty()) {
      throw new RefusedException(404, "not_found", "no such path, see /openapi.json");
    }
    return matches;
  }

  /// The one for a method. HEAD is GET whose answer's body is not sent.
  ///
  /// @throws RefusedException if there is none
  static Match choose(List<Match> matches, String method) {
    var wanted = method.equals("HEAD") ? "GET" : method;
    return matches.stream().filter(match -> match.route().method().equals(wanted)).findFirst()
        .orElseThrow(() -> new RefusedException(405, "method_not_allowed",
            "this path knows " + allowed(matches), Map.of("Allow", allowed(matches))));
  }

  /// Methods that a path knows.
  static String allowed(List<Match> matches) {
    return matches.stream().map(match -> match.route().method())
        .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
        .collect(Collectors.joining(", ")) + ", OPTIONS";
  }

  private Optional<Match> match(String rawPath) {
    var template = path.split("/", -1);
    var segments = rawPath.split("/", -1);
    if (template.length != segments.length) {
      return Optional.empty();
    }
    var variables = new HashMap<String, String>();
    for (int i = 0; i < template.length; i++) {
      if (!template[i].startsWith("{")) {
        if (!template[i].equals(segments[i])) {
          return Optional.empty();
        }
      } else if (segments[i].isEmpty()) {
        return Optional.empty();
      } else {
        variables.put(template[i].substring(1, template[i].length() - 1),
            PercentEncoding.decode("the path", segments[i]));
      }
    }
    return Optional.of(new Match(this, variables));
  }
}
