package io.gapless.cli.nodes;

import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.fetcher.FetcherConfig;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.InstantSource;

/// Endpoints, and how works are fetched from them.
///
/// @param worksInFlight works that a fetcher has under way at once
public record FetchPool(EndpointPool<?> endpoints, int worksInFlight, Fetches fetches) {

  /// Makes what a fetcher fetches with.
  @FunctionalInterface
  public interface Fetches {

    /// Registers the datasets' schemas.
    ///
    /// @throws io.gapless.schemas.serde.RegistryUnavailableException if that does not succeed
    WorkFetch of(FetcherConfig fetcher, RecordSerdes serdes, InstantSource clock);
  }
}
