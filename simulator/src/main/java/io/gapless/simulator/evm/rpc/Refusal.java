package io.gapless.simulator.evm.rpc;

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
  /// More addresses than one filter may name.
  ADDRESSES,
  /// Blocks that the node threw away.
  PRUNED,
  /// A method that the node does not offer.
  UNSUPPORTED,
  /// A failure of the node's own.
  FAILED,
  /// A range that ends after the node's head.
  BEYOND_HEAD,
  /// A malformed request, wrong parameters, an unknown method or block.
  INVALID
}
