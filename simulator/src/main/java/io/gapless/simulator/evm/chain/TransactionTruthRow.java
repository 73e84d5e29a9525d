package io.gapless.simulator.evm.chain;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/// One transaction that made a transfer. Hashes, addresses and bytes are text, `0x…` in lower case;
/// an address that there is not is empty. Amounts and prices are in wei.
///
/// @param blockNumber number of its block
/// @param blockTime time of its block
/// @param blockHash hash of its block
/// @param txHash its hash
/// @param txIndex its index in the block
/// @param type 0 (legacy), 1 (access list) or 2 (fee market)
/// @param from who sent it
/// @param to the contract or account called
/// @param contractAddress the contract that it created
/// @param nonce the sender's count of transactions
/// @param value sent along
/// @param status 1 where it succeeded, 0 where it was reverted
/// @param gasLimit most units of gas
/// @param gasUsed units of gas used
/// @param gasPrice what a unit of gas cost, the tip included
/// @param burnedFees the block's base fee for all gas used
/// @param methodId the first four bytes of the input; `0x` where it is shorter
/// @param input the call's data
/// @param logIndexes indexes in the block of all its logs, those of no dataset included, in order
public record TransactionTruthRow(long blockNumber, Instant blockTime, String blockHash,
    String txHash, int txIndex, int type, String from, String to, String contractAddress,
    long nonce, BigInteger value, int status, long gasLimit, long gasUsed, BigInteger gasPrice,
    BigInteger burnedFees, String methodId, String input, List<Integer> logIndexes) {
  public TransactionTruthRow { logIndexes = List.copyOf(logIndexes); }

  /// The number of its logs, those of no dataset included.
  public int logs() {
    return logIndexes.size();
  }
}
