/// A simulated XRP Ledger node over WebSocket, with the limits of rippled and Clio and with faults;
/// the front door is [io.gapless.simulator.xrpl.XrplSimulator]. A request passes, from outside in:
///
/// ```
/// XrplConnections → RequestHandler (LoadGuard, transport faults) → NodeCommands (request faults)
///     → LedgerCommand → FaultyLedgers → LedgerSource
///     → TransactionCommand → FaultyTransactions → LedgerSource
/// ```
@NullMarked
package io.gapless.simulator.xrpl;

import org.jspecify.annotations.NullMarked;
