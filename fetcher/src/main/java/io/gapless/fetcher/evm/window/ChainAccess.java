package io.gapless.fetcher.evm.window;

import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.fetcher.leaf.Patience;
import java.util.function.Supplier;

/// How a chain is asked: its endpoints, what was learned of them, and how long to go on. Works in
/// flight share it.
///
/// @param proof what the chain's own hashes can prove
/// @param logSizes blocks to ask for logs at once
/// @param receiptSizes blocks to ask for receipts at once
/// @param patience begins a new patience
public record ChainAccess(EndpointPool<EvmClient> pool, BlockProof proof, WindowSizes logSizes,
    WindowSizes receiptSizes, Supplier<Patience> patience) {}
