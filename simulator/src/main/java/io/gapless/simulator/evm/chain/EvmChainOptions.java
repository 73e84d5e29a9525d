package io.gapless.simulator.evm.chain;

import java.time.Duration;
import java.time.Instant;

/// All that determines a simulated chain: the same options give the same bytes and hashes.
///
/// @param chainId what `eth_chainId` answers
/// @param seed of everything random
/// @param blocks number of blocks, the empty genesis block 0 included; the head is `blocks - 1`
/// @param blockTime seconds from one block to the next; about one block in a hundred takes twice
///     that, as where a slot was missed
/// @param genesisTime time of block 0
/// @param traffic what happens in the blocks
/// @param finalizedLag blocks from the head back to `finalized`; `safe` lies halfway
public record EvmChainOptions(long chainId, long seed, int blocks, Duration blockTime,
    Instant genesisTime, Traffic traffic, int finalizedLag) {
  /// A chain id that no public chain uses.
  public static final long DEFAULT_CHAIN_ID = 900_001;

  public EvmChainOptions {
    if (chainId < 1) {
      throw new IllegalArgumentException("chainId < 1: " + chainId);
    }
    if (blocks < 1) {
      throw new IllegalArgumentException("blocks < 1: " + blocks);
    }
    if (blockTime.toSeconds() < 1 || blockTime.toMillis() % 1_000 != 0) {
      throw new IllegalArgumentException("blockTime is not in whole seconds: " + blockTime);
    }
    if (finalizedLag < 0) {
      throw new IllegalArgumentException("finalizedLag < 0: " + finalizedLag);
    }
  }

  /// 20,000 blocks of 12 seconds with about 500,000 transfers, over four UTC days.
  public static EvmChainOptions defaults() {
    return new EvmChainOptions(DEFAULT_CHAIN_ID, 1, 20_000, Duration.ofSeconds(12),
        Instant.parse("2024-06-01T15:00:00Z"), Traffic.defaults(), 64);
  }

  /// The same with another chain id.
  public EvmChainOptions withChainId(long chainId) {
    return new EvmChainOptions(chainId, seed, blocks, blockTime, genesisTime, traffic,
        finalizedLag);
  }

  /// The same with another seed.
  public EvmChainOptions withSeed(long seed) {
    return new EvmChainOptions(chainId, seed, blocks, blockTime, genesisTime, traffic,
        finalizedLag);
  }

  /// The same with another number of blocks.
  public EvmChainOptions withBlocks(int blocks) {
    return new EvmChainOptions(chainId, seed, blocks, blockTime, genesisTime, traffic,
        finalizedLag);
  }

  /// The same with another time between blocks.
  public EvmChainOptions withBlockTime(Duration blockTime) {
    return new EvmChainOptions(chainId, seed, blocks, blockTime, genesisTime, traffic,
        finalizedLag);
  }

  /// The same with another time of block 0.
  public EvmChainOptions withGenesisTime(Instant genesisTime) {
    return new EvmChainOptions(chainId, seed, blocks, blockTime, genesisTime, traffic,
        finalizedLag);
  }

  /// The same with other traffic.
  public EvmChainOptions withTraffic(Traffic traffic) {
    return new EvmChainOptions(chainId, seed, blocks, blockTime, genesisTime, traffic,
        finalizedLag);
  }

  /// The same with another distance from the head to `finalized`.
  public EvmChainOptions withFinalizedLag(int finalizedLag) {
    return new EvmChainOptions(chainId, seed, blocks, blockTime, genesisTime, traffic,
        finalizedLag);
  }
}
