package io.gapless.enricher.evm;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.schemas.record.TransactionVerdict;
import io.gapless.schemas.record.WantedTransaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Transactions that a node says are not where transfers name them. One node's word does where there is
/// no other host to ask; else it takes two.
///
/// For one thread.
final class Absences {

  private final int hosts;
  private final Map<io.gapless.schemas.record.Hash32, Claim> claims = new HashMap<>();

  private record Claim(long block, Set<Endpoint> endpoints) {}

  /// @param hosts that can be asked
  Absences(int hosts) {
    this.hosts = hosts;
  }

  /// Takes one's word; the verdict where that is enough.
  ///
  /// @param why in one line
  Optional<TransactionVerdict> claim(WantedTransaction wanted, Endpoint endpoint, String why) {
    var claim = claims.computeIfAbsent(wanted.getTxHash(),
        _ -> new Claim(wanted.getBlockNumber(), new HashSet<>()));
    claim.endpoints().add(endpoint);
    long said = claim.endpoints().stream().map(Endpoint::host).distinct().count();
    return said >= Math.min(2, hosts)
        ? Optional.of(new TransactionVerdict(wanted.getBlockNumber(), wanted.getTxHash(), why))
        : Optional.empty();
  }

  /// Who has had his say about transactions of these blocks.
  Set<Endpoint> askedAbout(Set<Long> blocks) {
    var asked = new HashSet<Endpoint>();
    claims.values().stream().filter(claim -> blocks.contains(claim.block()))
        .forEach(claim -> asked.addAll(claim.endpoints()));
    return asked;
  }
}
