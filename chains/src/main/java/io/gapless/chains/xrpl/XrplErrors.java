package io.gapless.chains.xrpl;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.ResourceTable;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells what a server's error means, by the table `errors.tsv`; a token that no line knows is
/// [Refusal.Unknown], and so is one that says that the request was wrong.
final class XrplErrors {

  private final Map<String, Row> rows = rows().stream()
      .collect(Collectors.toUnmodifiableMap(Row::token, Function.identity()));

  enum Kind {
    THROTTLED,
    MISSING_HEAD,
    MISSING,
    TIMEOUT,
    SERVER_FAULT,
    UNSUPPORTED,
    AUTH,
    OUR_FAULT
  }

  /// A line of the table.
  record Row(String token, OptionalLong code, Kind kind, Optional<Duration> pause) {

    private static Row of(List<String> cells) {
      return new Row(
          cells.get(0),
          cells.get(1).equals("-")
              ? OptionalLong.empty()
              : OptionalLong.of(Long.parseLong(cells.get(1))),
          Kind.valueOf(cells.get(2)),
          cells.get(3).equals("-")
              ? Optional.empty()
              : Optional.of(Duration.ofMillis(Long.parseLong(cells.get(3)))));
    }
  }

  static List<Row> rows() {
    return ResourceTable.rows(XrplErrors.class, "errors.tsv", 4).stream().map(Row::of).toList();
  }

  /// What an error means.
  ///
  /// @param error the object with `error`, `error_code` and `error_message`
  /// @param request what was asked, to be shown where it was wrong
  /// @param where which end of the server's history the ledger lies beyond, should it be missing
  Refusal refusal(Endpoint endpoint, JsonNode error, JsonNode request, Missing where) {
    String token = error.path("error").asText();
    Row row = rows.get(token);
    Said said = said(endpoint, error, row != null && row.kind() == Kind.OUR_FAULT
        ? " in answer to " + request
        : "");
    if (row == null) {
      return new Refusal.Unknown(said);
    }
    return switch (row.kind()) {
      case THROTTLED -> new Refusal.Throttled(row.pause(), said);
      case MISSING_HEAD -> new Refusal.MissingData(Missing.HEAD, said);
      case MISSING -> new Refusal.MissingData(where, said);
      case TIMEOUT -> new Refusal.Timeout(said);
      case SERVER_FAULT -> new Refusal.ServerFault(said);
      case UNSUPPORTED -> new Refusal.Unsupported(said);
      case AUTH -> new Refusal.Auth(said);
      // what we asked for is at fault, not what was answered: no evidence against the server, and
      // reported, for only another version of this program helps
      case OUR_FAULT -> new Refusal.Unknown(said);
    };
  }

  private static Said said(Endpoint endpoint, JsonNode error, String more) {
    String token = error.path("error").asText();
    String message = error.path("error_message").asText(error.path("error_exception").asText(""));
    String text = endpoint.redact(token + (message.isEmpty() ? "" : ": " + message) + more)
        .replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    JsonNode code = error.path("error_code");
    return new Said(
        0,
        code.isIntegralNumber() ? OptionalLong.of(code.asLong()) : OptionalLong.empty(),
        text.length() <= Said.MAX_LENGTH
            ? text
            : text.substring(0, Said.MAX_LENGTH - 1) + "…");
  }
}
