package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.evm.EvmClient;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Asks the nodes of an EVM chain, each batch of one node after the other until one answers.
public final class EvmChainHashes implements ChainHashes {

  private static final int BLOCKS_A_BATCH = 100;

  private final EndpointPool<EvmClient> pool;

  /// @param pool may be shared with fetchers, whose rates it keeps
  public EvmChainHashes(EndpointPool<EvmClient> pool) {
    this.pool = pool;
  }

  @Override
  public Map<Long, String> of(List<Long> blocks) throws InterruptedException {
    return PatientHashes.of(hashes -> {
      for (int from = 0; from < blocks.size(); from += BLOCKS_A_BATCH) {
        var batch = blocks.subList(from, Math.min(blocks.size(), from + BLOCKS_A_BATCH));
        var range = new BlockRange(Collections.min(batch), Collections.max(batch));
        PatientHashes.ask(pool, range, node -> node.headers(batch)).ifPresent(headers -> headers
            .forEach(header -> hashes.put(header.number(), header.hash().toString())));
      }
    });
  }
}
