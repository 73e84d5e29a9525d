package io.gapless.chains.evm;

/// One call of a method.
///
/// @param method its name
/// @param params its parameters as a JSON array
record RpcCall(String method, String params) {

  String json(long id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":"
        + params + "}";
  }
}
