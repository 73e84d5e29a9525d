package io.gapless.chains.evm;

/// What is left to say of an `eth_getLogs` answer after its logs were visited.
///
/// @param count how many logs there were
/// @param lastHeader the header of the range's last block, which shows that the node has got that far
/// @param bytes how long the answer was, uncompressed
public record LogsAnswer(long count, EvmHeader lastHeader, long bytes) {}
