package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmHeader;
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
        for (EvmHeader header : headers(
            blocks.subList(from, Math.min(blocks.size(), from + BLOCKS_A_BATCH)))) {
          hashes.put(header.number(), header.hash().toString());
        }
      }
    });
  }

  private List<EvmHeader> headers(List<Long> blocks) throws InterruptedException {
    var wanted = Wanted.blocks(new BlockRange(
        blocks.stream().mapToLong(Long::longValue).min().orElseThrow(),
        blocks.stream().mapToLong(Long::longValue).max().orElseThrow()));
    while (true) {
      var granted = pool.acquire(wanted);
      if (granted.isEmpty()) {
        return List.of();
      }
      try (var lease = granted.get()) {
        if (lease.report(
            lease.client().headers(blocks)) instanceof Answer.Value<List<EvmHeader>>(var headers)) {
          return headers;
        }
        wanted = wanted.without(lease.endpoint());
      }
    }
  }
}
