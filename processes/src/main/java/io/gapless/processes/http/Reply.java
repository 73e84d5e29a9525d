package io.gapless.processes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.ProcessException;
import io.gapless.processes.json.JsonViews;
import io.gapless.schemas.record.StepErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An answer to an HTTP request.
///
/// @param body empty: none
/// @param headers beside those of every answer
record Reply(int status, String body, Map<String, String> headers) {

  private static final Logger log = LoggerFactory.getLogger(Reply.class);

  static Reply json(int status, JsonNode body) {
    return text(status, body.toString(), "application/json");
  }

  static Reply text(int status, String body, String contentType) {
    return new Reply(status, body, Map.of("Content-Type", contentType));
  }

  static Reply error(int status, String kind, String reason, Map<String, String> more) {
    var body = JsonNodeFactory.instance.objectNode().put("error", reason).put("kind", kind);
    more.forEach(body::put);
    return json(status, body);
  }

  Reply with(Map<String, String> more) {
    var all = new HashMap<>(headers);
    all.putAll(more);
    return new Reply(status, body, Map.copyOf(all));
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /// What a request's failure comes to. What nobody expects is told by an id that the log has, too.
  static Reply of(Exception failure) {
    return switch (failure) {
      case RefusedException refused -> refused.reply();
      case BadFieldException bad -> error(400, "bad_request", String.valueOf(bad.getMessage()),
          Map.of("field", bad.field()));
      case ProcessException refused -> error(status(refused.kind()), JsonViews.name(refused.kind()),
          String.valueOf(refused.getMessage()), Map.of());
      case EngineUnavailableException unavailable -> unavailable(
          String.valueOf(unavailable.getMessage()));
      case InterruptedException _ -> unavailable("the server is closing");
      default -> {
        var id = UUID.randomUUID().toString();
        log.error("internal error {}", id, failure);
        yield error(500, "internal", "internal error, the log has more under this id",
            Map.of("id", id));
      }
    };
  }

  static Reply unavailable(String reason) {
    return error(503, "unavailable", reason, Map.of());
  }

  private static int status(StepErrorKind kind) {
    return switch (kind) {
      case NAMESPACE_NOT_FOUND, PROCESS_NOT_FOUND -> 404;
      case PROCESS_ALREADY_EXISTS, KEY_REUSED -> 409;
      case PROCESS_IS_INIT, PROCESS_IS_RUNNING, PROCESS_IS_ERROR -> 409;
      case PROCESSOR, REFUSED -> 422;
      case INTERNAL -> 500;
      case TIMEOUT -> 504;
    };
  }
}
