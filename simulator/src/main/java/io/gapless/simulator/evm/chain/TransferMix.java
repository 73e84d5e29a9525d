package io.gapless.simulator.evm.chain;

/// The shares of the kinds of transfer, as weights of any scale.
///
/// @param erc20 weight of ERC-20 transfers, 0 or more
/// @param erc721 weight of ERC-721 transfers, 0 or more
/// @param erc1155Single weight of ERC-1155 TransferSingle logs, 0 or more
/// @param erc1155Batch weight of ERC-1155 TransferBatch logs, 0 or more
public record TransferMix(double erc20, double erc721, double erc1155Single,
    double erc1155Batch) {
  public TransferMix {
    if (!(erc20 >= 0 && erc721 >= 0 && erc1155Single >= 0 && erc1155Batch >= 0)) {
      throw new IllegalArgumentException("a weight of the mix is negative");
    }
    if (erc20 + erc721 + erc1155Single + erc1155Batch <= 0) {
      throw new IllegalArgumentException("all weights of the mix are 0");
    }
  }

  /// The mix of a busy public chain: mostly ERC-20.
  public static TransferMix defaults() {
    return new TransferMix(0.82, 0.10, 0.05, 0.03);
  }
}
