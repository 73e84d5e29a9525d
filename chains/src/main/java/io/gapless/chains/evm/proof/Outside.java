package io.gapless.chains.evm.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.EvmReceipt;
import io.gapless.chains.evm.Keccak256;
import java.nio.ByteBuffer;

/// Which receipts of a chain the roots of its blocks leave out.
enum Outside {
  /// None.
  NONE {
    @Override
    boolean holds(EvmHeader header, EvmReceipt receipt) {
      return false;
    }
  },
  /// The one of Bor's state sync, whose transaction is named after the block.
  /// [bor_receipt.go](https://github.com/maticnetwork/bor/blob/master/core/types/bor_receipt.go)
  STATE_SYNC {
    @Override
    boolean holds(EvmHeader header, EvmReceipt receipt) {
      // PIP-74 made it a transaction of a type of its own, in the root like any other.
      return receipt.type() != PIP_74 && isTransaction(
          header.number(), header.hash().bytes(), receipt.transactionHash().bytes());
    }

    @Override
    boolean isTransaction(long number, byte[] blockHash, byte[] transactionHash) {
      return stateSync(number, blockHash).hasBytes(transactionHash);
    }
  },
  /// Those of HyperEVM's system transactions: they alone find no gas used up to them.
  GASLESS {
    @Override
    boolean holds(EvmHeader header, EvmReceipt receipt) {
      return receipt.cumulativeGasUsed() == 0;
    }
  };

  private static final int PIP_74 = 0x7f;
  private static final byte[] BOR_PREFIX = "matic-bor-receipt-".getBytes(US_ASCII);

  /// Whether the block's root leaves out this receipt of the block.
  abstract boolean holds(EvmHeader header, EvmReceipt receipt);

  /// Whether the transaction's hash alone shows that its receipt is left out.
  boolean isTransaction(long number, byte[] blockHash, byte[] transactionHash) {
    return false;
  }

  private static Hash32 stateSync(long number, byte[] blockHash) {
    return Hash32.of(Keccak256.hash(ByteBuffer
        .allocate(BOR_PREFIX.length + Long.BYTES + Hash32.LENGTH)
        .put(BOR_PREFIX)
        .putLong(number)
        .put(blockHash)
        .array()));
  }
}
