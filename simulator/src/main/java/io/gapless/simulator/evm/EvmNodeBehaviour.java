package io.gapless.simulator.evm;

/// What a node knows of its chain and how it shows it.
///
/// @param headLag blocks that it is behind its chain when it starts
/// @param requestsPerBlock HTTP requests after which it has caught up by one block; 0 for never
/// @param shortBeyondHead whether an `eth_getLogs` beyond its head gets a short list without a word,
///     as from geth, and not an error, as from reth
/// @param logTimestamps whether logs carry `blockTimestamp`
/// @param blockReceipts whether `eth_getBlockReceipts` is offered
public record EvmNodeBehaviour(int headLag, int requestsPerBlock, boolean shortBeyondHead,
    boolean logTimestamps, boolean blockReceipts) {
  /// At its chain's head, with an error beyond, times in logs, and receipts.
  public static final EvmNodeBehaviour DEFAULT =
      new EvmNodeBehaviour(0, 0, false, true, true);

  public EvmNodeBehaviour {
    if (headLag < 0) {
      throw new IllegalArgumentException("headLag < 0: " + headLag);
    }
    if (requestsPerBlock < 0) {
      throw new IllegalArgumentException("requestsPerBlock < 0: " + requestsPerBlock);
    }
  }

  /// The same with another head.
  public EvmNodeBehaviour withHeadLag(int headLag) {
    return new EvmNodeBehaviour(headLag, requestsPerBlock, shortBeyondHead, logTimestamps,
        blockReceipts);
  }

  /// The same, catching up at another pace.
  public EvmNodeBehaviour withRequestsPerBlock(int requestsPerBlock) {
    return new EvmNodeBehaviour(headLag, requestsPerBlock, shortBeyondHead, logTimestamps,
        blockReceipts);
  }

  /// The same with short lists or errors beyond the head.
  public EvmNodeBehaviour withShortBeyondHead(boolean shortBeyondHead) {
    return new EvmNodeBehaviour(headLag, requestsPerBlock, shortBeyondHead, logTimestamps,
        blockReceipts);
  }

  /// The same with or without `blockTimestamp` in logs.
  public EvmNodeBehaviour withLogTimestamps(boolean logTimestamps) {
    return new EvmNodeBehaviour(headLag, requestsPerBlock, shortBeyondHead, logTimestamps,
        blockReceipts);
  }

  /// The same with or without `eth_getBlockReceipts`.
  public EvmNodeBehaviour withBlockReceipts(boolean blockReceipts) {
    return new EvmNodeBehaviour(headLag, requestsPerBlock, shortBeyondHead, logTimestamps,
        blockReceipts);
  }
}
