package io.gapless.simulator.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// One call of a request, alone or of a batch.
///
/// @param method e.g. `eth_getLogs`
/// @param params an array, or a missing node
/// @param view what the node sees while it answers, the same for all calls of a request
public record RpcCall(String method, JsonNode params, NodeView view) {
  /// The parameter at an index, or a missing node.
  public JsonNode param(int index) {
    return params.path(index);
  }

  /// The same call with another first parameter and no more.
  public RpcCall with(JsonNode param) {
    return new RpcCall(method, JsonNodeFactory.instance.arrayNode().add(param), view);
  }
}
