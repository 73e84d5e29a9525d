package io.gapless.simulator.evm;

import com.fasterxml.jackson.databind.JsonNode;

/// One call of a request, alone or of a batch.
///
/// @param method e.g. `eth_getLogs`
/// @param params an array, or a missing node
record RpcCall(String method, JsonNode params) {
  /// The parameter at an index, or a missing node.
  JsonNode param(int index) {
    return params.path(index);
  }
}
