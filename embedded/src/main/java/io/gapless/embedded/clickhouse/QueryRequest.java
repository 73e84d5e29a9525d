package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.compression.ContentCoding;
import io.gapless.embedded.clickhouse.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the URL and the headers of a request say about its query
/// ([ClickHouse's HTTP interface](https://clickhouse.com/docs/interfaces/http)).
///
/// @param queryId the client's, or a new one
/// @param session what keeps settings and temporary tables over several requests
/// @param settings for the engine, by name
/// @param parameters values of `{name:Type}`, by name
/// @param format of data and result where the statement names none
/// @param compress whether the answer goes in ClickHouse's blocks
/// @param decompress whether the body comes in ClickHouse's blocks
/// @param answerCoding HTTP coding of the answer
/// @param readOnly whether nothing may be changed, as with `GET`
record QueryRequest(String user, String password, String queryId, String query,
    Optional<String> database, Optional<Session> session, Map<String, String> settings,
    Map<String, String> parameters, Optional<String> format, boolean compress, boolean decompress,
    Optional<ContentCoding> answerCoding, boolean waitForEnd, boolean readOnly) {
  /// Parameters that are not settings.
  private static final Set<String> RESERVED = Set.of("user", "password", "quota_key", "query",
      "query_id", "database", "default_format", "session_id", "session_timeout", "session_check",
      "close_session", "compress", "decompress", "buffer_size", "wait_end_of_query", "stacktrace",
      "role", "client_protocol_version");
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(60);

  /// A session that the client named.
  ///
  /// @param timeout how long it outlives its last request
  /// @param mustExist whether it is an error when there is none of this name
  record Session(String id, Duration timeout, boolean mustExist) {}

  static QueryRequest of(RequestHead head) {
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, String> parameters = new LinkedHashMap<>();
    head.parameters().forEach((name, value) -> {
      if (name.startsWith("param_")) {
        parameters.put(name.substring("param_".length()), value);
      } else if (!RESERVED.contains(name)) {
        settings.put(name, value);
      }
    });
    String[] credentials = credentials(head);
    boolean httpCompression = isOn(settings.get("enable_http_compression"));
    return new QueryRequest(credentials[0], credentials[1],
        first(head, "query_id", "x-clickhouse-query-id")
            .orElseGet(() -> UUID.randomUUID().toString()),
        head.parameter("query").orElse(""),
        first(head, "database", "x-clickhouse-database"), session(head), settings, parameters,
        head.header("x-clickhouse-format").or(() -> head.parameter("default_format"))
            .filter(format -> format.matches("\\w+")),
        isOn(head.parameters().get("compress")), isOn(head.parameters().get("decompress")),
        httpCompression
            ? head.header("accept-encoding").flatMap(ContentCoding::accepted)
            : Optional.empty(),
        isOn(head.parameters().get("wait_end_of_query")), !head.method().equals("POST"));
  }

  /// User and password: `Authorization: Basic`, headers of ClickHouse's own, or the URL.
  private static String[] credentials(RequestHead head) {
    Optional<String> basic = head.header("authorization")
        .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
        .map(value -> value.substring(6).strip());
    if (basic.isPresent()) {
      try {
        String[] both = new String(Base64.getDecoder().decode(basic.get()),
            StandardCharsets.UTF_8).split(":", 2);
        return new String[]{both[0], both.length > 1 ? both[1] : ""};
      } catch (IllegalArgumentException e) {
        return new String[]{"", "not Base64"};
      }
    }
    return new String[]{first(head, "user", "x-clickhouse-user").orElse("default"),
        first(head, "password", "x-clickhouse-key").orElse("")};
  }

  private static Optional<Session> session(RequestHead head) {
    return head.parameter("session_id").filter(id -> !id.isEmpty()).map(id -> {
      Duration timeout = head.parameter("session_timeout").filter(text -> text.matches("\\d{1,6}"))
          .map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(SESSION_TIMEOUT);
      return new Session(id, timeout, isOn(head.parameters().get("session_check")));
    });
  }

  private static Optional<String> first(RequestHead head, String parameter, String header) {
    return head.parameter(parameter).or(() -> head.header(header))
        .filter(value -> !value.isEmpty());
  }

  private static boolean isOn(@Nullable String value) {
    return value != null && (value.equals("1") || value.equalsIgnoreCase("true"));
  }

  @Override
  public String toString() {
    return "QueryRequest[" + queryId + "]";
  }
}
