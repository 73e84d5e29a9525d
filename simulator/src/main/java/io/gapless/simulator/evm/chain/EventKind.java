package io.gapless.simulator.evm.chain;

import io.gapless.simulator.seeds.SeededRandom;

/// What a planned event is.
enum EventKind {
  ERC20,
  ERC721,
  ERC1155_SINGLE,
  ERC1155_BATCH,
  /// A log with a transfer's topic0 that fits no standard, in one of several shapes.
  NONSTANDARD,
  APPROVAL,
  APPROVAL_FOR_ALL,
  SWAP,
  SYNC,
  DEPOSIT,
  /// A log without any topic.
  ANONYMOUS;

  private static final EventKind[] OTHERS =
      {APPROVAL, APPROVAL, APPROVAL_FOR_ALL, SWAP, SYNC, DEPOSIT, ANONYMOUS};

  /// One of the kinds that are no transfer.
  static EventKind other(SeededRandom random) {
    return OTHERS[random.nextInt(OTHERS.length)];
  }
}
