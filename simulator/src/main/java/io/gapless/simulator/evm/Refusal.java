package io.gapless.simulator.evm;

/// Why a node refused a call.
public enum Refusal {
  /// Too many requests a second.
  THROTTLED,
  /// More blocks than one `eth_getLogs` may span.
  SPAN,
  /// More logs than one answer may hold.
  RESULTS,
  /// More bytes than one answer may have.
  BYTES,
  /// More calls than one batch may hold.
  BATCH,
  /// A range that ends after the node's head.
  BEYOND_HEAD,
  /// A malformed request, wrong parameters, an unknown method or block.
  INVALID
}
