package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.Weighed;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.proof.LedgerProof;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        hash(ledger).ifPresent(hash -> hashes.put(ledger, hash.toString()));
      }
    });
  }

  private Optional<Hash32> hash(long ledger) throws InterruptedException {
    var wanted = Wanted.blocks(BlockRange.of(ledger));
    while (true) {
      var granted = pool.acquire(wanted);
      if (granted.isEmpty()) {
        return Optional.empty();
      }
      try (var lease = granted.get()) {
        if (lease.report(lease.client().header(
            ledger)) instanceof Answer.Value<Weighed<LedgerHeader>>(var header)) {
          return LedgerProof.hash(header.value());
        }
        wanted = wanted.without(lease.endpoint());
      }
    }
  }
}
