package io.gapless.chains.endpoint;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Refusal.Missing;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One endpoint of a pool with all that is known of it. Guarded by the pool.
final class PoolMember<C> {

  /// An endpoint that asks to be left alone for longer is as good as parked.
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final Endpoint endpoint;
  private final C client;
  private final Governor governor;
  private final History history = new History();
  private final Methods methods = new Methods();
  private final Latencies latencies = new Latencies();
  private @Nullable String lastProblem;

  PoolMember(Endpoint endpoint, C client, Governor governor) {
    this.endpoint = endpoint;
    this.client = client;
    this.governor = governor;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  C client() {
    return client;
  }

  Governor governor() {
    return governor;
  }

  Latencies latencies() {
    return latencies;
  }

  History history() {
    return history;
  }

  /// Whether waiting for it can help: it was not asked yet, has the blocks and the method, and is
  /// not parked.
  boolean mayServe(Wanted wanted, long askedAt, long now) {
    return wanted.mayBe(endpoint)
        && wanted.method().filter(method -> methods.lacks(method, now)).isEmpty()
        && governor.paused(now).compareTo(longestWait()) <= 0
        && historyWait(wanted, askedAt, now) != Long.MAX_VALUE;
  }

  private Duration longestWait() {
    return governor.state() == EndpointState.PARKED ? Duration.ZERO : LONGEST_WAIT;
  }

  /// How long until it may be sent such a request; [Long#MAX_VALUE] where only another's return can
  /// tell.
  long waitNanos(Wanted wanted, long askedAt, long now) {
    long wait = historyWait(wanted, askedAt, now);
    return wait > 0 ? wait : governor.waitNanos(now);
  }

  private long historyWait(Wanted wanted, long askedAt, long now) {
    return wanted.range().map(range -> history.waitNanos(range, askedAt, now)).orElse(0L);
  }

  void ended(Wanted wanted, long sentAt, long now, Answer<?> answer, long bytes, Load load) {
    governor.received(bytes, load, sentAt, now);
    switch (answer) {
      case Answer.Value<?> _ -> {
        governor.succeeded(wanted.calls(), sentAt, now);
        latencies.add(now - sentAt);
        wanted.range().ifPresent(range -> history.sawHead(range.last()));
        wanted.method().ifPresent(methods::served);
      }
      case Answer.Refused<?>(Refusal refusal) when isOfMethod(refusal, wanted) -> {
        lastProblem = refusal.said().toString();
        governor.declined(refusal, wanted.calls(), now);
        wanted.method().ifPresent(method -> methods.lacked(method, now));
      }
      case Answer.Refused<?>(Refusal refusal) -> {
        lastProblem = refusal.said().toString();
        governor.refused(refusal, wanted.calls(), sentAt, now);
        if (refusal instanceof Refusal.MissingData(Missing where, var _)) {
          wanted.range().ifPresent((BlockRange range) -> history.lacked(range, where, now));
        }
      }
    }
  }

  /// Whether it does not offer the method, to anyone or with this key, and may be well otherwise.
  private static boolean isOfMethod(Refusal refusal, Wanted wanted) {
    return wanted.method().isPresent()
        && (refusal instanceof Refusal.Unsupported || refusal instanceof Refusal.Auth);
  }

  EndpointStatus status(long now) {
    return new EndpointStatus(
        endpoint.name(),
        governor.state(),
        governor.paused(now),
        governor.rate(),
        governor.used(now),
        Double.isInfinite(governor.limit())
            ? OptionalDouble.empty()
            : OptionalDouble.of(governor.limit()),
        governor.fleetRate(),
        governor.keepsRate(),
        governor.inFlight(),
        governor.maxInFlight(),
        governor.latency(),
        governor.requests(),
        governor.successes(),
        governor.refusals(),
        history.head(),
        history.lowestServed(),
        history.prunedUpTo(),
        methods.lacking(now),
        Optional.ofNullable(lastProblem));
  }
}
