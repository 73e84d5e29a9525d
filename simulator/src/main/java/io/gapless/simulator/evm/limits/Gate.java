package io.gapless.simulator.evm.limits;

import io.gapless.simulator.evm.rpc.RpcAnswer;
import java.util.Optional;

/// Decides whether a request comes too soon; for many threads at once.
@FunctionalInterface
public interface Gate {
  /// Lets a request of so many calls pass, or says what to answer to each of them.
  Optional<Throttled> refuse(int calls);

  /// What a request that comes too soon is told.
  ///
  /// @param style the form
  /// @param retryAfter seconds, 1 or more
  /// @param refusal the error object
  record Throttled(ThrottleStyle style, int retryAfter, RpcAnswer.Refused refusal) {}
}
