package io.gapless.simulator.evm.faults;

/// Something wrong with the logs that a node shows. Headers stay true, so that each of these can be
/// found by a proof.
public sealed interface LogFault extends EvmFault {
  /// Where the logs are wrong.
  enum Place {
    /// In `eth_getLogs` alone; receipts are true.
    LOGS,
    /// In `eth_getLogs` and in receipts alike.
    LOGS_AND_RECEIPTS
  }

  /// Where the logs are wrong; receipts are true unless the fault says otherwise.
  default Place place() {
    return Place.LOGS;
  }

  @Override
  default String kind() {
    return switch (this) {
      case OmitLogs _ -> "omit-logs";
      case OmitBlocks _ -> "omit-blocks";
      case AlterLogs _ -> "alter-logs";
      case DuplicateLogs _ -> "duplicate-logs";
      case StrayLogs _ -> "stray-logs";
      case OverrunRange _ -> "overrun-range";
      case CapSilently _ -> "silent-cap";
    };
  }

  /// Leaves out one log in so many.
  ///
  /// @param oneIn how rarely
  /// @param place where
  record OmitLogs(int oneIn, Place place) implements LogFault {
    public OmitLogs { EvmFault.requireOneIn(oneIn); }
  }

  /// Leaves out all logs of one block in so many.
  ///
  /// @param oneIn how rarely
  /// @param place where
  record OmitBlocks(int oneIn, Place place) implements LogFault {
    public OmitBlocks { EvmFault.requireOneIn(oneIn); }
  }

  /// Shows one log in so many with the last byte of its data changed, or of its last topic where it
  /// has no data.
  ///
  /// @param oneIn how rarely
  /// @param place where
  record AlterLogs(int oneIn, Place place) implements LogFault {
    public AlterLogs { EvmFault.requireOneIn(oneIn); }
  }

  /// Shows one log in so many twice.
  ///
  /// @param oneIn how rarely
  record DuplicateLogs(int oneIn) implements LogFault {
    public DuplicateLogs { EvmFault.requireOneIn(oneIn); }
  }

  /// Shows one in so many of the logs that the filter excludes: of another contract or event.
  ///
  /// @param oneIn how rarely
  record StrayLogs(int oneIn) implements LogFault {
    public StrayLogs { EvmFault.requireOneIn(oneIn); }
  }

  /// Shows the logs of the block after the range too, for one last block in so many.
  ///
  /// @param oneIn how rarely
  record OverrunRange(int oneIn) implements LogFault {
    public OverrunRange { EvmFault.requireOneIn(oneIn); }
  }

  /// Gives so many logs at most and calls that success.
  ///
  /// @param logs 0 or more
  record CapSilently(int logs) implements LogFault {
    public CapSilently {
      if (logs < 0) {
        throw new IllegalArgumentException("logs < 0: " + logs);
      }
    }
  }
}
