package io.gapless.chains.endpoint;

/// How an endpoint is doing.
public enum EndpointState {
  /// It is asked.
  OPERATING,
  /// It failed again and again, and is left alone for a while.
  OPEN,
  /// Its plan is used up or its key is wrong: left alone for long.
  PARKED
}
