package io.gapless.cli.demo;

import io.gapless.cli.nodes.ChainFamily;

/// How large the demonstration is.
///
/// @param family kind of its chain
/// @param blocks blocks or ledgers of its chain
/// @param recordsPerBlock transfers in an average block, or transactions in an average ledger
/// @param seed of everything random in it
/// @param workers fetchers
public record DemoOptions(ChainFamily family, int blocks, double recordsPerBlock, long seed,
    int workers) {}
