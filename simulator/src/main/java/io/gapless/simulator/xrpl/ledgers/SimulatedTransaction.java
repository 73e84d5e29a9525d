package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.xrpl.encoding.StObject;
import io.gapless.simulator.xrpl.encoding.TransactionTree.TransactionBytes;

/// A transaction of a simulated ledger.
///
/// @param position in the order in which the ledger's were executed, from 0
/// @param plan what it was made from
/// @param transaction its fields
/// @param metadata what it did
/// @param bytes both as the network stores them, with the id
record SimulatedTransaction(int position, TransactionPlan plan, StObject transaction,
    StObject metadata, TransactionBytes bytes) {}
