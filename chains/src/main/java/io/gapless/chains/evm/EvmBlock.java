package io.gapless.chains.evm;

import java.util.List;
import java.util.stream.Stream;

/// A block's header and all its receipts, as one node gives them.
///
/// @param header the header
/// @param receipts the receipts in the node's order
public record EvmBlock(EvmHeader header, List<EvmReceipt> receipts) {

  /// Takes a copy of the list.
  public EvmBlock { receipts = List.copyOf(receipts); }

  /// The logs of all receipts, in their order.
  public Stream<EvmLog> logs() {
    return receipts.stream().flatMap(receipt -> receipt.logs().stream());
  }

  @Override
  public String toString() {
    return header + " with " + receipts.size() + " receipts";
  }
}
