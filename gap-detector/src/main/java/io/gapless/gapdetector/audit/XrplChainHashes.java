package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.proof.LedgerProof;
import java.util.List;
import java.util.Map;

/// Asks the servers of an XRP Ledger. Ledgers are final once they are validated; what is found here
/// is a server that gave ledgers of another network or branch.
public final class XrplChainHashes implements ChainHashes {

  private final EndpointPool<XrplClient> pool;

  /// @param pool may be shared with fetchers, whose rates it keeps
  public XrplChainHashes(EndpointPool<XrplClient> pool) {
    this.pool = pool;
  }

  @Override
  public Map<Long, String> of(List<Long> ledgers) throws InterruptedException {
    return PatientHashes.of(hashes -> {
      for (Long ledger : ledgers) {
        PatientHashes.ask(pool, BlockRange.of(ledger), server -> server.header(ledger))
            .flatMap(header -> LedgerProof.hash(header.value()))
            .ifPresent(hash -> hashes.put(ledger, hash.toString()));
      }
    });
  }
}
