package io.gapless.simulator.evm.limits;

import io.gapless.simulator.evm.rpc.Refusal;
import io.gapless.simulator.evm.rpc.RpcAnswer;
import java.util.Optional;

/// Lets so many calls a second pass, as a node's limits say.
public final class RateGate implements Gate {
  private static final Wordings BACKOFF = new Wordings("infura", Suggestion.HONEST);

  private final Throttle throttle;
  private final EvmNodeLimits limits;
  private final Wordings wordings;

  /// A gate that counts from now.
  public RateGate(EvmNodeLimits limits, Wordings wordings) {
    this.throttle = new Throttle(limits.requestsPerSecond(), System::nanoTime);
    this.limits = limits;
    this.wordings = wordings;
  }

  @Override
  public Optional<Throttled> refuse(int calls) {
    int retryAfter = throttle.take(calls);
    return retryAfter == 0
        ? Optional.empty()
        : Optional.of(throttled(limits.throttleStyle(), retryAfter));
  }

  /// What a request is told in a style.
  public Throttled throttled(ThrottleStyle style, int retryAfter) {
    long rate = Math.max(1, (long) Math.ceil(limits.requestsPerSecond()));
    RpcAnswer.Refused refusal = (style == ThrottleStyle.HTTP_429_BACKOFF ? BACKOFF : wordings)
        .refuse(Refusal.THROTTLED, rate);
    return new Throttled(style, retryAfter, refusal);
  }
}
