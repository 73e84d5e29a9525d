package io.gapless.simulator.evm;

/// What a node answers to calls above its rate.
public enum ThrottleStyle {
  /// HTTP 429 without a hint when to come back.
  HTTP_429,
  /// HTTP 429 with `Retry-After` in whole seconds.
  HTTP_429_RETRY_AFTER,
  /// HTTP 200 with an error object.
  JSON_RPC
}
