package io.gapless.chains.evm;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import java.util.List;
import java.util.Optional;

/// What one HTTP request brought.
sealed interface Exchange {

  /// A readable answer.
  ///
  /// @param outcomes one a call, in the order of the calls: the result, empty for null, or the
  ///     call's refusal
  /// @param bytes how long the answer was, uncompressed
  record Answered(List<Answer<Optional<Object>>> outcomes, long bytes) implements Exchange {}

  /// No usable answer to any of the calls.
  record Failed(Refusal refusal) implements Exchange {}
}
