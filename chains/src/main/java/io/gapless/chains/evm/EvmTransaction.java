package io.gapless.chains.evm;

import io.gapless.chains.Hash32;
import java.math.BigInteger;
import java.util.Optional;

/// A transaction that stands in a block, as
/// [eth_getTransactionByHash](https://ethereum.github.io/execution-apis/api-documentation/) gives it.
///
/// @param hash its hash, as the node says
/// @param blockHash its block's hash
/// @param blockNumber its block
/// @param index its place in the block
/// @param type its type: 0 for one without a type, 1 to 4 of Ethereum's, or one of the chain's own
/// @param from who sent it
/// @param to whom it calls; empty where it creates a contract
/// @param nonce the sender's count of transactions before it
/// @param value wei that it carries
/// @param gasLimit units of gas that it may use
/// @param input the call's data or the new contract's code, not to be changed
@SuppressWarnings("ArrayRecordComponent") // may be large, and is never compared
public record EvmTransaction(
    Hash32 hash,
    Hash32 blockHash,
    long blockNumber,
    int index,
    int type,
    Address from,
    Optional<Address> to,
    long nonce,
    BigInteger value,
    long gasLimit,
    byte[] input) {

  @Override
  public String toString() {
    return "transaction " + hash;
  }
}
