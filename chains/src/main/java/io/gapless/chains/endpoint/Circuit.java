package io.gapless.chains.endpoint;

import java.time.Duration;

/// Leaves an endpoint alone that fails again and again, then lets one request through to see
/// whether it is well. Times are nanoseconds of one monotonic clock. Not for several threads.
final class Circuit {

  private final GovernorSettings settings;
  private EndpointState state = EndpointState.OPERATING;
  private int failures;
  private long until;
  private Duration open;
  private boolean probeInFlight;

  Circuit(GovernorSettings settings) {
    this.settings = settings;
    open = settings.firstOpen();
  }

  EndpointState state() {
    return state;
  }

  /// How long until a request may be sent, 0 for now, [Long#MAX_VALUE] while a probe is under way.
  long waitNanos(long now) {
    if (state == EndpointState.OPERATING) {
      return 0;
    }
    return probeInFlight ? Long.MAX_VALUE : Math.max(0, until - now);
  }

  void sent() {
    probeInFlight = state != EndpointState.OPERATING;
  }

  void succeeded() {
    state = EndpointState.OPERATING;
    failures = 0;
    open = settings.firstOpen();
    probeInFlight = false;
  }

  /// The request ended without telling how the endpoint is.
  void cancelled() {
    probeInFlight = false;
  }

  void failed(long now) {
    failures++;
    if (state != EndpointState.OPERATING && probeInFlight) {
      Duration doubled = open.multipliedBy(2);
      open = doubled.compareTo(settings.longestOpen()) > 0 ? settings.longestOpen() : doubled;
      leaveAlone(state, now, state == EndpointState.PARKED ? settings.parked() : open);
    } else if (state == EndpointState.OPERATING && failures >= settings.failuresToOpen()) {
      leaveAlone(EndpointState.OPEN, now, open);
    }
  }

  void park(long now) {
    leaveAlone(EndpointState.PARKED, now, settings.parked());
  }

  private void leaveAlone(EndpointState why, long now, Duration time) {
    state = why;
    until = now + time.toNanos();
    probeInFlight = false;
  }
}
