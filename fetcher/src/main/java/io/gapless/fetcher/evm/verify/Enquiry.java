package io.gapless.fetcher.evm.verify;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Lease;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whom to ask for what proves itself, so that any endpoint may give it: one before the others. Who
/// refuses for good, or again and again, is left out.
///
/// For one thread.
final class Enquiry {

  /// Refusals of an endpoint, of a kind that may pass, after which it is not asked again.
  private static final int TRIES = 3;

  private final EndpointPool<EvmClient> pool;
  private final Endpoint preferred;
  private final Map<Endpoint, Integer> refusals = new HashMap<>();
  private final Set<Endpoint> leftOut = new HashSet<>();

  Enquiry(EndpointPool<EvmClient> pool, Endpoint preferred) {
    this.pool = pool;
    this.preferred = preferred;
  }

  /// The right to ask; empty where nobody is left.
  Optional<Lease<EvmClient>> next(Wanted wanted) throws InterruptedException {
    if (!leftOut.contains(preferred)) {
      var lease = pool.acquire(wanted.only(preferred));
      if (lease.isPresent()) {
        return lease;
      }
    }
    return pool.acquire(wanted.without(leftOut));
  }

  void leaveOut(Endpoint endpoint) {
    leftOut.add(endpoint);
  }

  /// The endpoint refused in a way that may pass.
  void refused(Endpoint endpoint) {
    if (refusals.merge(endpoint, 1, Integer::sum) >= TRIES) {
      leaveOut(endpoint);
    }
  }
}
