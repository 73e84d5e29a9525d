package io.gapless.planner.chain;

import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.BlockTag;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmHeader;
import java.time.Duration;
import java.util.OptionalLong;

/// The clock of an EVM chain.
public final class EvmChainClock implements Headers {

  private final Rounds<EvmClient> nodes;

  private EvmChainClock(Rounds<EvmClient> nodes) {
    this.nodes = nodes;
  }

  /// A clock that asks each endpoint up to `rounds` times.
  ///
  /// @param chain `evm-<chain id>`, for messages
  /// @param pool may be shared with others, whose rates it keeps
  /// @param pause before the second round, twice that before the third, and so on
  public static ChainClock of(String chain, EndpointPool<EvmClient> pool, int rounds,
      Duration pause) {
    return new HeadersClock(new EvmChainClock(new Rounds<>(chain, pool, rounds, pause)));
  }

  @Override
  public long oldest() {
    return 0;
  }

  @Override
  public long newest() throws InterruptedException {
    return nodes.largest("its head", EvmClient::blockNumber, refusal -> false).orElseThrow();
  }

  @Override
  public OptionalLong finalized() throws InterruptedException {
    return nodes.largest("its finalized block",
        client -> client.header(BlockTag.FINALIZED).map(EvmHeader::number),
        EvmChainClock::knowsNoTag);
  }

  @Override
  public long seconds(long block) throws InterruptedException {
    return nodes.first("the header of block " + block, Wanted.anything(),
        client -> client.header(block)).timestamp();
  }

  /// Refusals that say that the node is up and does not know the tag.
  private static boolean knowsNoTag(Refusal refusal) {
    return switch (refusal) {
      case Refusal.BadBlockTag _,Refusal.MissingData _,Refusal.Unsupported _ -> true;
      case Refusal.TooLarge _,Refusal.TooManyAddresses _,Refusal.Billing _,Refusal.Throttled _,Refusal.Timeout _,Refusal.Auth _,Refusal.ServerFault _,Refusal.BadAnswer _,Refusal.Unknown _ ->
          false;
    };
  }
}
