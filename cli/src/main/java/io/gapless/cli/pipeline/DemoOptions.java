package io.gapless.cli.pipeline;

/// How large the demonstration is.
///
/// @param blocks blocks of its chain
/// @param transfersPerBlock transfers in an average block
/// @param seed of everything random in it
/// @param workers fetchers
public record DemoOptions(int blocks, double transfersPerBlock, long seed, int workers) {}
