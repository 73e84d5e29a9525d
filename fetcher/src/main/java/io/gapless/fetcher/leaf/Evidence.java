package io.gapless.fetcher.evm.window;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Endpoint;

/// An answer that could not be used because it is not true, kept to be looked at.
///
/// @param endpoint who gave it
/// @param range the blocks that it was about
/// @param reason what is wrong with it, in one line
/// @param answers what was answered, and what speaks against it
public record Evidence(Endpoint endpoint, BlockRange range, String reason, String answers) {}
