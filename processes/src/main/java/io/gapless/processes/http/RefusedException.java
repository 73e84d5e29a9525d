package io.gapless.processes.http;

import java.util.Map;

/// A request that is not what the server can grant.
final class RefusedException extends RuntimeException {

  private final int status;
  private final String kind;
  private final transient Map<String, String> headers;

  RefusedException(int status, String kind, String reason) {
    this(status, kind, reason, Map.of());
  }

  /// @param kind of error, for programs
  /// @param headers of the answer
  RefusedException(int status, String kind, String reason, Map<String, String> headers) {
    super(reason);
    this.status = status;
    this.kind = kind;
    this.headers = Map.copyOf(headers);
  }

  Reply reply() {
    return Reply.error(status, kind, String.valueOf(getMessage()), Map.of()).with(headers);
  }
}
