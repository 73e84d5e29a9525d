package io.gapless.chains.endpoint;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Decides when one endpoint may be asked, from how it answered: its rate and concurrency, its wish
/// to be left alone, its failures. All times are nanoseconds of one monotonic clock, so tests run in
/// virtual time. Not for several threads: [EndpointPool] guards it.
final class Governor {

  private static final double LATENCY_WEIGHT = 0.1;
  private static final Duration FIRST_LATENCY = Duration.ofMillis(200);

  private final RateLimit rate;
  private final InFlightLimit inFlight;
  private final Circuit circuit;
  private final Map<RefusalKind, Long> refusals = new EnumMap<>(RefusalKind.class);

  private double latencyNanos = FIRST_LATENCY.toNanos();
  private long pausedUntil;
  private long requests;
  private long successes;

  Governor(GovernorSettings settings, long now) {
    rate = new RateLimit(settings.firstRate(), settings.maxRate(), now);
    inFlight = new InFlightLimit(settings.firstInFlight(), settings.maxInFlight());
    circuit = new Circuit(settings);
    pausedUntil = now;
  }

  /// How long until a request may be sent: 0 for now, [Long#MAX_VALUE] where only the return of
  /// another request can tell.
  long waitNanos(long now) {
    if (inFlight.isFull()) {
      return Long.MAX_VALUE;
    }
    long wait = Math.max(circuit.waitNanos(now), pausedUntil - now);
    return wait > 0 ? wait : rate.waitNanos(now);
  }

  void sent(long now) {
    requests++;
    rate.sent(now);
    inFlight.sent();
    circuit.sent();
  }

  void succeeded(long sentAt, long now) {
    successes++;
    latencyNanos += LATENCY_WEIGHT * (now - sentAt - latencyNanos);
    rate.succeeded(now);
    inFlight.succeeded();
    inFlight.returned();
    circuit.succeeded();
  }

  /// The request came to nothing on our side: an interrupt.
  void cancelled() {
    inFlight.returned();
    circuit.cancelled();
  }

  void refused(Refusal refusal, long sentAt, long now) {
    inFlight.returned();
    refusals.merge(RefusalKind.of(refusal), 1L, Long::sum);
    switch (refusal) {
      case Refusal.Throttled throttled -> throttled(throttled, sentAt, now);
      case Refusal.Billing _,Refusal.Auth _,Refusal.Unsupported _ -> circuit.park(now);
      case Refusal.Timeout _,Refusal.ServerFault _ -> {
        inFlight.overloaded(sentAt, now);
        circuit.failed(now);
      }
      case Refusal.BadAnswer _,Refusal.Unknown _ -> circuit.failed(now);
      case Refusal.TooLarge _,Refusal.TooManyAddresses _,Refusal.BadBlockTag _,Refusal.MissingData _ -> {
        // The endpoint is well, and this request counted against its rate.
        rate.succeeded(now);
        circuit.succeeded();
      }
    }
  }

  private void throttled(Refusal.Throttled throttled, long sentAt, long now) {
    circuit.cancelled();
    throttled.pause().ifPresent(
        pause -> pausedUntil = Math.max(pausedUntil, now + pause.toNanos()));
    if (throttled.said().text().toLowerCase(Locale.ROOT).contains("concurren")) {
      inFlight.overloaded(sentAt, now);
    } else {
      rate.throttled(sentAt, now);
    }
  }

  /// How long an answer is expected to take, with those that are under way already.
  double expectedNanos() {
    return latencyNanos * (1 + (double) inFlight.inFlight() / inFlight.limit());
  }

  EndpointState state() {
    return circuit.state();
  }

  int inFlight() {
    return inFlight.inFlight();
  }

  int maxInFlight() {
    return inFlight.limit();
  }

  double rate() {
    return rate.rate();
  }

  double limit() {
    return rate.limit();
  }

  Duration latency() {
    return Duration.ofNanos((long) latencyNanos);
  }

  Duration paused(long now) {
    long wait = Math.max(circuit.waitNanos(now), pausedUntil - now);
    return wait == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(Math.max(0, wait));
  }

  long requests() {
    return requests;
  }

  long successes() {
    return successes;
  }

  Map<RefusalKind, Long> refusals() {
    return Map.copyOf(refusals);
  }
}
