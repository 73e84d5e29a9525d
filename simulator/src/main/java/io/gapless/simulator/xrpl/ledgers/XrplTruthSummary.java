package io.gapless.simulator.xrpl.ledgers;

/// Counts of what ledgers hold.
///
/// @param ledgers number of ledgers, empty ones too
/// @param emptyLedgers of them, those without any transaction
/// @param transactions of all types
/// @param payments of them, failed ones too
/// @param failedPayments of them, those whose result is not `tesSUCCESS`
/// @param feeDrops paid by all transactions
public record XrplTruthSummary(long ledgers, long emptyLedgers, long transactions, long payments,
    long failedPayments, long feeDrops) {}
