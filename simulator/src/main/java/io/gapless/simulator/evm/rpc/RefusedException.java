package io.gapless.simulator.evm.rpc;

/// Ends the reading of a call's parameters with the answer that the client gets.
public final class RefusedException extends RuntimeException {
  private final transient RpcAnswer answer;

  private RefusedException(RpcAnswer answer) {
    super(null, null, false, false);
    this.answer = answer;
  }

  /// Parameters that no node accepts.
  public static RefusedException invalidParams(String message) {
    return new RefusedException(RpcAnswer.refused(Refusal.INVALID, -32602, message));
  }

  /// The answer to a call that cannot be read any further.
  public static RefusedException with(RpcAnswer answer) {
    return new RefusedException(answer);
  }

  /// Parameters in order that this node cannot answer.
  public static RefusedException of(Refusal kind, String message) {
    return new RefusedException(RpcAnswer.refused(kind, -32000, message));
  }

  public RpcAnswer answer() {
    return answer;
  }
}
