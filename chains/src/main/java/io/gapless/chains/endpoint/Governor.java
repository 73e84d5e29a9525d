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
  private static final Duration AFTER_WARNING = Duration.ofSeconds(1);

  private final RateLimit rate;
  private final ByteBudget bytes = new ByteBudget();
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
    return wait > 0 ? wait : Math.max(rate.waitNanos(now), bytes.waitNanos(now));
  }

  /// Takes this process's part of what the endpoint allows.
  void share(FleetShares.Share part, long now) {
    rate.share(part, now);
  }

  void sent(int calls, long now) {
    requests++;
    rate.sent(calls, now);
    bytes.sent();
    inFlight.sent();
    circuit.sent();
  }

  /// A request that was sent holds so many calls more than was said, or fewer.
  void charge(int calls, long now) {
    rate.sent(calls, now);
  }

  /// An answer came, of this size and with this word of the server's load. Said before how the
  /// request ended.
  void received(long size, Load load, long sentAt, long now) {
    bytes.received((double) size, load, now);
    if (load == Load.NEAR_BOUND) {
      pausedUntil = Math.max(pausedUntil, now + AFTER_WARNING.toNanos());
      rate.warned(sentAt, now);
    }
  }

  void succeeded(int calls, long sentAt, long now) {
    successes++;
    latencyNanos += LATENCY_WEIGHT * (now - sentAt - latencyNanos);
    rate.succeeded(calls, now);
    inFlight.succeeded();
    inFlight.returned();
    bytes.returned();
    circuit.succeeded();
  }

  /// The request came to nothing on our side: an interrupt.
  void cancelled() {
    inFlight.returned();
    bytes.returned();
    circuit.cancelled();
  }

  /// The endpoint refused and is well: the request counted against its rate, and nothing more
  /// follows.
  void declined(Refusal refusal, int calls, long now) {
    returned(refusal);
    rate.succeeded(calls, now);
    circuit.succeeded();
  }

  void refused(Refusal refusal, int calls, long sentAt, long now) {
    switch (refusal) {
      case Refusal.Throttled throttled -> {
        returned(refusal);
        throttled(throttled, sentAt, now);
      }
      case Refusal.Billing _,Refusal.Auth _,Refusal.Unsupported _ -> {
        returned(refusal);
        circuit.park(now);
      }
      case Refusal.Timeout _,Refusal.ServerFault _ -> {
        returned(refusal);
        inFlight.overloaded(sentAt, now);
        circuit.failed(now);
      }
      case Refusal.BadAnswer _,Refusal.Unknown _ -> {
        returned(refusal);
        circuit.failed(now);
      }
      case Refusal.TooLarge _,Refusal.TooManyAddresses _,Refusal.BadBlockTag _,Refusal.MissingData _ ->
          declined(refusal, calls, now);
    }
  }

  private void returned(Refusal refusal) {
    inFlight.returned();
    bytes.returned();
    refusals.merge(RefusalKind.of(refusal), 1L, Long::sum);
  }

  private void throttled(Refusal.Throttled throttled, long sentAt, long now) {
    circuit.cancelled();
    throttled.pause().ifPresent(
        pause -> pausedUntil = Math.max(pausedUntil, now + pause.toNanos()));
    if (throttled.said().text().toLowerCase(Locale.ROOT).contains("concurren")) {
      inFlight.overloaded(sentAt, now);
    } else if (!bytes.refused(sentAt, now)) {
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

  boolean keepsRate() {
    return rate.keeps();
  }

  double fleetRate() {
    return rate.told();
  }

  double used(long now) {
    return rate.used(now);
  }

  double throttled(long now) {
    return rate.throttled(now);
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
