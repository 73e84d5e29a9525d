package io.gapless.simulator.xrpl.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What becomes of a request.
public sealed interface Outcome {
  /// It is answered.
  ///
  /// @param result what stands under that name
  record Answered(ObjectNode result) implements Outcome {}

  /// It is refused.
  ///
  /// @param error with which error
  /// @param message in which words
  record Failed(XrplError error, String message) implements Outcome {
    /// Refused in the usual words.
    public Failed(XrplError error) {
      this(error, error.message());
    }
  }
}
