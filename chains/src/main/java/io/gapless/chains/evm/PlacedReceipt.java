package io.gapless.chains.evm;

import io.gapless.chains.Hash32;
import java.util.Optional;
import java.util.OptionalLong;

/// A receipt with the block that it names.
///
/// @param receipt the receipt
/// @param blockHash the block's hash, empty where it names none
/// @param blockNumber the block's number, empty where it names none
record PlacedReceipt(EvmReceipt receipt, Optional<Hash32> blockHash, OptionalLong blockNumber) {

  boolean names(Hash32 hash, long number) {
    return blockHash.filter(hash::equals).isPresent()
        && blockNumber.isPresent() && blockNumber.getAsLong() == number;
  }

  /// Where it stands, in words.
  String place() {
    return "place " + receipt.transactionIndex() + " of block "
        + (blockNumber.isPresent() ? "" + blockNumber.getAsLong() : "of no number")
        + " " + blockHash.map(Hash32::toString).orElse("of no hash");
  }
}
