package io.gapless.chains.evm;

/// Takes the logs of an answer one by one, in the answer's order, while it is being read. Whether
/// they count is known only when the whole answer has passed its checks: what was visited before a
/// refusal is to be thrown away.
@FunctionalInterface
public interface LogVisitor {

  /// Sees one log, whose buffers hold the next one as soon as this returns.
  void visit(EvmLog reused);
}
