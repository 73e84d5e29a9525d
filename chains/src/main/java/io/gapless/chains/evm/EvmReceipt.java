package io.gapless.chains.evm;

import io.gapless.chains.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A transaction's receipt: all that its consensus encoding is made of, where it stands, and what the
/// transaction made and cost.
/// [eth_getBlockReceipts](https://ethereum.github.io/execution-apis/api-documentation/)
///
/// @param transactionHash its transaction, as the node says; the receipt's encoding lacks it
/// @param transactionIndex the transaction's place in the block
/// @param type the transaction's type, 0 for one without a type
/// @param root the state's root after the transaction, which stood in place of a status before
///     Byzantium; some nodes give it for later receipts too
/// @param status 1 for success, 0 for failure; at least one of root and status is there
/// @param cumulativeGasUsed gas used in the block up to and with this transaction
/// @param statedBloom the bloom that the node states, which no proof rests on; empty where it states
///     none
/// @param logs its logs in their order, each an instance of its own
/// @param depositNonce the sender's nonce, in receipts of OP deposits since Regolith
/// @param depositReceiptVersion in receipts of OP deposits since Canyon
/// @param baseFee the base fee in the currency that paid, in receipts of Celo's type 0x7b
/// @param contractAddress the contract that the transaction created, as the node says; the receipt's
///     encoding lacks it
/// @param fees what the transaction cost; the receipt's encoding lacks that, too
public record EvmReceipt(
    Hash32 transactionHash,
    int transactionIndex,
    int type,
    Optional<Hash32> root,
    OptionalLong status,
    long cumulativeGasUsed,
    Optional<LogsBloom> statedBloom,
    List<EvmLog> logs,
    OptionalLong depositNonce,
    OptionalLong depositReceiptVersion,
    Optional<BigInteger> baseFee,
    Optional<Address> contractAddress,
    EvmFees fees) {

  /// Takes a copy of the list, and keeps its logs.
  public EvmReceipt { logs = List.copyOf(logs); }

  /// The same receipt with other logs.
  public EvmReceipt withLogs(List<EvmLog> others) {
    return new EvmReceipt(transactionHash, transactionIndex, type, root, status, cumulativeGasUsed,
        statedBloom, others, depositNonce, depositReceiptVersion, baseFee, contractAddress, fees);
  }

  @Override
  public String toString() {
    return "receipt " + transactionIndex + " of transaction " + transactionHash;
  }
}
