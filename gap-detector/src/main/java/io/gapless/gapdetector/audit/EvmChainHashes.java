package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmHeader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Asks the nodes of an EVM chain, each batch of one node after the other until one answers, for as
/// long as there is patience: what was not told by then is left out.
public final class EvmChainHashes implements ChainHashes {

  private static final int BLOCKS_A_BATCH = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EndpointPool<EvmClient> pool;

  /// @param pool may be shared with fetchers, whose rates it keeps
  public EvmChainHashes(EndpointPool<EvmClient> pool) {
    this.pool = pool;
  }

  @Override
  public Map<Long, String> of(List<Long> blocks) throws InterruptedException {
    var hashes = new ConcurrentHashMap<Long, String>();
    var asker = Thread.ofVirtual().name("chain-hashes").start(() -> {
      try {
        ask(blocks, hashes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    try {
      var _ = asker.join(PATIENCE);
    } finally {
      asker.interrupt();
    }
    asker.join();
    return Map.copyOf(hashes);
  }

  private void ask(List<Long> blocks, Map<Long, String> hashes) throws InterruptedException {
    for (int from = 0; from < blocks.size(); from += BLOCKS_A_BATCH) {
      for (EvmHeader header : headers(
          blocks.subList(from, Math.min(blocks.size(), from + BLOCKS_A_BATCH)))) {
        hashes.put(header.number(), header.hash().toString());
      }
    }
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
