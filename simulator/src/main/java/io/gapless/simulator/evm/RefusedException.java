package io.gapless.simulator.evm;

/// Ends the reading of a call's parameters with the answer that the client gets.
final class RefusedException extends RuntimeException {
  private final transient RpcAnswer answer;

  private RefusedException(RpcAnswer answer) {
    super(null, null, false, false);
    this.answer = answer;
  }

  /// Parameters that no node accepts.
  static RefusedException invalidParams(String message) {
    return new RefusedException(RpcAnswer.refused(Refusal.INVALID, -32602, message));
  }

  /// Parameters in order that this node cannot answer.
  static RefusedException of(Refusal kind, String message) {
    return new RefusedException(RpcAnswer.refused(kind, -32000, message));
  }

  RpcAnswer answer() {
    return answer;
  }
}
