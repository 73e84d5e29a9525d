/// Logs of an EVM chain to records: the walk over a range, and a decoder for each dataset. Front
/// door: [io.gapless.fetcher.evm.EvmFetch].
@NullMarked
package io.gapless.fetcher.evm;

import org.jspecify.annotations.NullMarked;
