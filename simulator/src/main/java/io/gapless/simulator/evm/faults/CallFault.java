package io.gapless.simulator.evm.faults;

import io.gapless.simulator.evm.limits.ThrottleStyle;

/// A wrong answer to a call, or none of use, in sound JSON-RPC.
public sealed interface CallFault extends EvmFault {
  /// What a pruned node says of blocks that it threw away.
  enum PrunedAnswer {
    /// Empty lists of logs and of receipts.
    EMPTY,
    /// An empty list of logs, and `null` for receipts.
    NULL,
    /// The error 4444.
    ERROR
  }

  @Override
  default String kind() {
    return switch (this) {
      case Pruned _ -> "pruned";
      case EmptyLogs _ -> "empty-logs";
      case Errors _ -> "errors";
      case LogsRefused _ -> "logs-refused";
      case NoTransactionIndex _ -> "no-transaction-index";
      case WrongChainId _ -> "wrong-chain-id";
      case ThrottledCalls _ -> "throttled-calls";
      case ThrottledRequests _ -> "throttled-requests";
    };
  }

  /// Threw away logs and receipts of old blocks; their headers remain.
  ///
  /// @param firstKept number of the first block that is whole
  /// @param answer what it says of those before
  record Pruned(long firstKept, PrunedAnswer answer) implements CallFault {}

  /// Answers one `eth_getLogs` in so many with an empty list, as a stale node behind a balancer.
  ///
  /// @param oneIn how rarely
  record EmptyLogs(int oneIn) implements CallFault {
    public EmptyLogs { EvmFault.requireOneIn(oneIn); }
  }

  /// Answers one call in so many with an error that has nothing to do with it.
  ///
  /// @param oneIn how rarely
  /// @param code e.g. −32603
  /// @param message e.g. `Internal error`
  record Errors(int oneIn, int code, String message) implements CallFault {
    public Errors { EvmFault.requireOneIn(oneIn); }
  }

  /// Refuses `eth_getLogs` for good, in words that sound like a throttle.
  record LogsRefused() implements CallFault {}

  /// Knows no transaction by its hash, nor its receipt; its blocks and their receipts are whole.
  record NoTransactionIndex() implements CallFault {}

  /// Says that it is of another chain.
  ///
  /// @param chainId what it says
  record WrongChainId(long chainId) implements CallFault {}

  /// Throttles one call in so many, alone or as a member of a batch whose other members it answers.
  ///
  /// @param oneIn how rarely
  record ThrottledCalls(int oneIn) implements CallFault {
    public ThrottledCalls { EvmFault.requireOneIn(oneIn); }
  }

  /// Throttles one HTTP request in so many, whatever the rate.
  ///
  /// @param oneIn how rarely
  /// @param style in which form
  record ThrottledRequests(int oneIn, ThrottleStyle style) implements CallFault {
    public ThrottledRequests { EvmFault.requireOneIn(oneIn); }
  }
}
