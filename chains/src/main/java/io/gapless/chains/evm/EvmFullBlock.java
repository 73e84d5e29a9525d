package io.gapless.chains.evm;

import java.util.List;

/// A block with its transactions and all its receipts, as one node gives them.
///
/// @param header the header
/// @param receipts the receipts in the node's order; some chains have receipts without a transaction
/// @param executions the transactions with their receipts, in the order of the block; those that
///     have none, and stand outside of what the block's gas is counted for, are left out
public record EvmFullBlock(
    EvmHeader header, List<EvmReceipt> receipts, List<EvmExecution> executions) {

  /// Takes copies of the lists.
  public EvmFullBlock {
    receipts = List.copyOf(receipts);
    executions = List.copyOf(executions);
  }

  @Override
  public String toString() {
    return header + " with " + executions.size() + " transactions";
  }
}
