/// Transactions of EVM chains with their receipts. Front door: [io.gapless.enricher.evm.EvmEnrich].
@NullMarked
package io.gapless.enricher.evm;

import org.jspecify.annotations.NullMarked;
