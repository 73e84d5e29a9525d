package io.gapless.chains.evm;

/// A transaction and what came of it.
///
/// @param transaction the transaction
/// @param receipt its receipt, of the same block and place
public record EvmExecution(EvmTransaction transaction, EvmReceipt receipt) {

  @Override
  public String toString() {
    return transaction.toString();
  }
}
