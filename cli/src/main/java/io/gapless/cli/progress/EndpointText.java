package io.gapless.cli.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A node, as a line of text.
final class EndpointText {

  private EndpointText() {}

  /// `host#digest  operating  12/s of 25/s, 3 in flight, 80 ms, 1,000 asked, 3 refused (throttled 3)`.
  static String line(EndpointProgress node) {
    return node.endpoint() + "  " + state(node) + "  " + Numbers.rate(node.used()) + " of "
        + Numbers.rate(node.rate())
        + (node.limit() > 0 ? " (limit " + Numbers.rate(node.limit()) + ")" : "") + ", "
        + Numbers.grouped(node.inFlight()) + " in flight, "
        + Numbers.grouped(Math.round(node.latencyMillis())) + " ms, "
        + Numbers.grouped(node.requests()) + " asked, " + Numbers.grouped(node.refusals())
        + " refused" + errors(node.errors())
        + (node.lacking().isEmpty() ? "" : ", lacks " + String.join(" and ", node.lacking()));
  }

  private static String state(EndpointProgress node) {
    boolean asked = node.leftAlone().isZero();
    return switch (node.state()) {
      case "OPERATING" -> asked ? "operating" : "paused for " + left(node.leftAlone());
      case "OPEN" -> asked ? "failing" : "failing, left alone for " + left(node.leftAlone());
      case "PARKED" -> asked ? "parked" : "parked for " + left(node.leftAlone());
      default -> node.state().toLowerCase(Locale.ROOT);
    };
  }

  private static String left(Duration left) {
    return left.compareTo(Duration.ofMinutes(2)) < 0
        ? Math.max(1, left.toSeconds()) + " s"
        : Numbers.grouped(left.toMinutes()) + " min";
  }

  private static String errors(Map<String, Long> errors) {
    return errors.isEmpty()
        ? ""
        : new TreeMap<>(errors).entrySet().stream()
            .map(entry -> entry.getKey().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                + Numbers.grouped(entry.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
