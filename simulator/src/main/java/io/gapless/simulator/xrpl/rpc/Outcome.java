package io.gapless.simulator.xrpl.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

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
  /// @param searchedAll whether a transaction was looked for in all ledgers that were named; empty
  ///     where none were
  record Failed(XrplError error, String message, Optional<Boolean> searchedAll)
      implements
        Outcome {
    /// Refused in other than the usual words.
    public Failed(XrplError error, String message) {
      this(error, message, Optional.empty());
    }

    /// Refused in the usual words.
    public Failed(XrplError error) {
      this(error, error.message());
    }
  }
}
