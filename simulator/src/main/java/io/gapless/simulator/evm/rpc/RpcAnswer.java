package io.gapless.simulator.evm.rpc;

import java.io.IOException;

/// What a node says to a call.
public sealed interface RpcAnswer {
  /// Writes a result's JSON when it is sent.
  @FunctionalInterface
  interface Json {
    void writeTo(JsonOut out) throws IOException;
  }

  /// A result, not yet rendered.
  record Result(Json json) implements RpcAnswer {}

  /// An error object.
  ///
  /// @param kind what it is counted as
  /// @param httpStatus the status of the reply where the call is not part of a batch
  /// @param code e.g. −32602
  /// @param message plain text
  /// @param data JSON, or empty for none
  record Refused(Refusal kind, int httpStatus, int code, String message, String data)
      implements
        RpcAnswer {}

  /// The result `null`.
  static RpcAnswer none() {
    return new Result(out -> out.raw("null"));
  }

  /// The result `[]`.
  static RpcAnswer empty() {
    return new Result(out -> out.raw("[]"));
  }

  /// An error object with HTTP status 200 and no data.
  static RpcAnswer refused(Refusal kind, int code, String message) {
    return new Refused(kind, 200, code, message, "");
  }
}
