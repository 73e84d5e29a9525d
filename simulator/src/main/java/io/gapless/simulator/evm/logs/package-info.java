/// `eth_getLogs`: its filter, the scan of the blocks, the JSON; the front door is
/// [io.gapless.simulator.evm.logs.LogsRpc].
@NullMarked
package io.gapless.simulator.evm.logs;

import org.jspecify.annotations.NullMarked;
