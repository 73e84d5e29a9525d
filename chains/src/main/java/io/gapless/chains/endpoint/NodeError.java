package io.gapless.chains.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A failure as it came over the wire, before anyone decided what it means.
///
/// @param httpStatus the HTTP status, 0 where none came
/// @param code the JSON-RPC (or other) error code, empty where none came
/// @param message the error's message, may be empty
/// @param data the error's data as text or raw JSON, may be empty
/// @param body the beginning of the raw answer, may be empty
/// @param retryAfter the `Retry-After` header
public record NodeError(
    int httpStatus,
    OptionalLong code,
    String message,
    String data,
    String body,
    Optional<String> retryAfter) {

  /// A JSON-RPC error without more than its code and message, in an answer with status 200.
  public static NodeError of(long code, String message) {
    return new NodeError(200, OptionalLong.of(code), message, "", "", Optional.empty());
  }

  /// An answer that was no JSON-RPC at all.
  public static NodeError http(int status, String body) {
    return new NodeError(status, OptionalLong.empty(), "", "", body, Optional.empty());
  }

  List<String> texts() {
    return Stream.of(message, data, body).filter(text -> !text.isBlank()).toList();
  }
}
