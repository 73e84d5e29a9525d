package io.gapless.simulator.xrpl.ledgers;

import java.time.Instant;

/// One ledger as the truth tells it; hashes are 64 upper-case hex digits.
///
/// @param index its index
/// @param closeTime when it closed
/// @param hash its hash
/// @param parentHash that of the ledger before it
/// @param transactionHash the root of its transactions, zeros where it has none
/// @param accountHash the root of its state
/// @param totalDrops drops of XRP that there are after it
/// @param parentCloseTime when the ledger before it closed
/// @param closeResolution to how many seconds its close time is rounded
/// @param closeFlags 1 where there was no agreement on that time, else 0
/// @param transactions number of its transactions
/// @param payments number of those that are payments, failed ones too
public record TruthLedger(long index, Instant closeTime, String hash, String parentHash,
    String transactionHash, String accountHash, long totalDrops, Instant parentCloseTime,
    int closeResolution, int closeFlags, int transactions, int payments) {}
