package io.gapless.simulator.evm.chain;

import io.gapless.simulator.evm.encoding.Keccak;
import io.gapless.simulator.evm.encoding.RlpBuffer;

/// A block's header with the fields of the Cancun upgrade, whose hash is the block's hash. State
/// root, base fee and randomness are drawn; everything else is true.
///
/// @param parentHash hash of the block before
/// @param miner address of the fee's receiver
/// @param stateRoot a drawn root
/// @param transactionsRoot root of the transactions' trie
/// @param receiptsRoot root of the receipts' trie
/// @param logsBloom 256 bytes
/// @param number the block's number
/// @param gasLimit most units of gas
/// @param gasUsed units of gas used
/// @param timestamp seconds since 1970
/// @param extraData up to 32 bytes
/// @param mixHash a drawn number
/// @param baseFeePerGas wei a unit of gas
/// @param parentBeaconBlockRoot a drawn root
/// @param withdrawalsRoot root of the withdrawals' trie
/// @param blobGasUsed units of blob gas used
/// @param excessBlobGas units of blob gas above the target so far
@SuppressWarnings("ArrayRecordComponent") // never compared, never a key
public record Header(byte[] parentHash, byte[] miner, byte[] stateRoot, byte[] transactionsRoot,
    byte[] receiptsRoot, byte[] logsBloom, long number, long gasLimit, long gasUsed,
    long timestamp, byte[] extraData, byte[] mixHash, long baseFeePerGas,
    byte[] parentBeaconBlockRoot, byte[] withdrawalsRoot, long blobGasUsed,
    long excessBlobGas) {
  /// Hash of the empty list of uncles.
  public static final byte[] NO_UNCLES = Keccak.hash(new byte[]{(byte) 0xc0});
  /// Root of an empty trie.
  public static final byte[] EMPTY_ROOT = Keccak.hash(new byte[]{(byte) 0x80});

  private static final byte[] PROOF_OF_STAKE_NONCE = new byte[8];

  void encode(RlpBuffer out) {
    int fields = out.beginList();
    out.string(parentHash).string(NO_UNCLES).string(miner).string(stateRoot)
        .string(transactionsRoot).string(receiptsRoot).string(logsBloom).quantity(0)
        .quantity(number).quantity(gasLimit).quantity(gasUsed).quantity(timestamp)
        .string(extraData).string(mixHash).string(PROOF_OF_STAKE_NONCE).quantity(baseFeePerGas)
        .string(withdrawalsRoot).quantity(blobGasUsed).quantity(excessBlobGas)
        .string(parentBeaconBlockRoot);
    out.endList(fields);
  }
}
