package io.gapless.enricher.plan;

import io.gapless.schemas.record.EnrichmentOutcome;

/// What a run has come to.
///
/// @param published transactions that were published as work
/// @param found transactions that came
/// @param absent transactions that the chain does not have where transfers name them
/// @param failed transactions that nobody gave
/// @param requests that were sent
/// @param calls in them
/// @param blocks that were read whole
public record EnrichCounts(long published, long found, long absent, long failed, long requests,
    long calls, long blocks) {

  /// Nothing yet.
  public static final EnrichCounts NONE = new EnrichCounts(0, 0, 0, 0, 0, 0, 0);

  EnrichCounts publish(long more) {
    return new EnrichCounts(published + more, found, absent, failed, requests, calls, blocks);
  }

  EnrichCounts add(EnrichmentOutcome outcome) {
    return new EnrichCounts(published, found + outcome.getFound(),
        absent + outcome.getAbsent().size(), failed + outcome.getFailed().size(),
        requests + outcome.getRequests(), calls + outcome.getCalls(),
        blocks + outcome.getBlocks());
  }
}
