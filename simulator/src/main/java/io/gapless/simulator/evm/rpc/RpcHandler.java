package io.gapless.simulator.evm.rpc;

/// Answers calls, on many threads at once. A node is a chain of these: the innermost knows the
/// chain and is always right, those around it limit and fail as providers do.
@FunctionalInterface
public interface RpcHandler {
  /// Answers one call.
  ///
  /// @throws RefusedException if the parameters make no sense to it
  RpcAnswer answer(RpcCall call);
}
