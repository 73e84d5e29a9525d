package io.gapless.cli.nodes;

import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.fetcher.FetcherConfig;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.InstantSource;

/// Endpoints, and how works are fetched from them.
///
/// @param worksInFlight works that a fetcher or an enricher has under way at once
/// @param fetches of ranges
/// @param enriches of transactions
public record FetchPool(EndpointPool<?> endpoints, int worksInFlight,
    Fetches<RangeWork, RangeOutcome> fetches,
    Fetches<EnrichmentWork, EnrichmentOutcome> enriches) {

  /// Makes what a fetcher fetches with.
  ///
  /// @param <W> a work
  /// @param <O> what became of one
  @FunctionalInterface
  public interface Fetches<W, O> {

    /// Registers the datasets' schemas.
    ///
    /// @throws io.gapless.schemas.serde.RegistryUnavailableException if that does not succeed
    WorkFetch<W, O> of(FetcherConfig fetcher, RecordSerdes serdes, InstantSource clock);
  }
}
