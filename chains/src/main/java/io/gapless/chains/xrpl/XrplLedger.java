package io.gapless.chains.xrpl;

import io.gapless.chains.Hash32;
import java.util.List;
import java.util.Optional;

/// A ledger as a server gave it; nothing of it is proven yet.
///
/// @param claimedHash the hash that the server named; empty where it named none
/// @param transactions in the order of the answer, which says nothing: servers list them by id
public record XrplLedger(
    LedgerHeader header, Optional<Hash32> claimedHash, List<XrplTransaction> transactions) {

  /// Takes a copy of the list.
  public XrplLedger { transactions = List.copyOf(transactions); }
}
