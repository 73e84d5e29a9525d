package io.gapless.chains.xrpl.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import java.util.List;

/// What came of proving a ledger.
public sealed interface Proof {

  /// The ledger is what its hash says: each field of the header, each transaction, and no other.
  ///
  /// @param header with nothing missing
  /// @param ledgerHash the hash that the header makes
  /// @param transactionIds computed, in the order of the ledger's transactions
  record Proven(LedgerHeader header, Hash32 ledgerHash, List<Hash32> transactionIds)
      implements
        Proof {

    /// Takes a copy of the list.
    public Proven { transactionIds = List.copyOf(transactionIds); }
  }

  /// The server said something that is not true.
  ///
  /// @param why what differs, in one line
  record Broken(String why) implements Proof {}

  /// Nobody can tell from what the server said: neither a fault of the server nor a proof.
  ///
  /// @param why what is missing, in one line
  record NotProvable(String why) implements Proof {}
}
