package io.gapless.simulator.evm.chain;

/// The datasets that a chain's logs belong to.
public enum TruthDataset {
  ERC20_TRANSFERS("erc20_transfers"),
  ERC721_TRANSFERS("erc721_transfers"),
  ERC1155_TRANSFERS("erc1155_transfers"),
  /// Logs with a transfer's topic0 that fit no standard.
  UNCLASSIFIED_LOGS("unclassified_logs");

  private final String id;

  TruthDataset(String id) {
    this.id = id;
  }

  /// The dataset's name, e.g. `erc20_transfers`.
  public String id() {
    return id;
  }
}
