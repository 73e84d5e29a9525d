package io.gapless.simulator.evm.faults;

import java.time.Duration;

/// Something wrong with the way of an answer through HTTP, for one request in `oneIn`; always, where
/// the size of the answer decides.
public sealed interface TransportFault extends EvmFault {
  /// How rarely.
  int oneIn();

  @Override
  default String kind() {
    return switch (this) {
      case Truncated _ -> "truncated";
      case Oversized _ -> "oversized";
      case SlowBody _ -> "slow-body";
      case Reset(_, var midway) -> midway ? "reset-midway" : "reset";
      case EmptyBody _ -> "empty-body";
      case ProxyPage(_, var status) -> "html-" + status;
    };
  }

  /// Ends the body early and calls that its whole length.
  ///
  /// @param oneIn how rarely
  /// @param share of the body that is sent, 0 to less than 1
  record Truncated(int oneIn, double share) implements TransportFault {
    public Truncated {
      EvmFault.requireOneIn(oneIn);
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException("share is not in 0 to less than 1: " + share);
      }
    }
  }

  /// Does not let a body of more than so many bytes through, whatever the request.
  ///
  /// @param bytes most that pass
  /// @param page whether HTTP 413 with a proxy's page takes its place; else it ends there
  record Oversized(int bytes, boolean page) implements TransportFault {
    public Oversized {
      if (bytes < 1) {
        throw new IllegalArgumentException("bytes < 1: " + bytes);
      }
    }

    @Override
    public int oneIn() {
      return 1;
    }
  }

  /// Sends the body in pieces, with time between them.
  ///
  /// @param oneIn how rarely
  /// @param whole time from the first piece to the last
  record SlowBody(int oneIn, Duration whole) implements TransportFault {
    public SlowBody { EvmFault.requireOneIn(oneIn); }
  }

  /// Resets the connection.
  ///
  /// @param oneIn how rarely
  /// @param midway after half of the body; else before anything was sent
  record Reset(int oneIn, boolean midway) implements TransportFault {
    public Reset { EvmFault.requireOneIn(oneIn); }
  }

  /// Answers 200 with nothing.
  ///
  /// @param oneIn how rarely
  record EmptyBody(int oneIn) implements TransportFault {
    public EmptyBody { EvmFault.requireOneIn(oneIn); }
  }

  /// Answers with a proxy's page of HTML instead of the node.
  ///
  /// @param oneIn how rarely
  /// @param status e.g. 502
  record ProxyPage(int oneIn, int status) implements TransportFault {
    public ProxyPage {
      EvmFault.requireOneIn(oneIn);
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("status is not in 400 to 599: " + status);
      }
    }
  }
}
