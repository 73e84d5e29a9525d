package io.gapless.simulator.evm.chain;

import org.jspecify.annotations.Nullable;

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

  /// Where logs of a kind belong, or null where no dataset holds them.
  static @Nullable TruthDataset of(EventKind kind) {
    return switch (kind) {
      case ERC20 -> ERC20_TRANSFERS;
      case ERC721 -> ERC721_TRANSFERS;
      case ERC1155_SINGLE, ERC1155_BATCH -> ERC1155_TRANSFERS;
      case NONSTANDARD -> UNCLASSIFIED_LOGS;
      case APPROVAL, APPROVAL_FOR_ALL, SWAP, SYNC, DEPOSIT, ANONYMOUS -> null;
    };
  }

  /// The dataset's name, e.g. `erc20_transfers`.
  public String id() {
    return id;
  }
}
