package io.gapless.cli.pipeline;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What of an enrichment is to run in this process.
///
/// @param endpoints nodes to ask, **secret** since keys stand in URLs; empty where the fleet has its
///     own
/// @param chain its name, such as `evm-1`, if the user named it; else the nodes say it
/// @param workers enrichers in this process
/// @param host first part of the ids of this process's workers
public record EnrichmentSetup(List<URI> endpoints, Optional<String> chain, int workers,
    String host) {

  /// Takes a copy of the list.
  public EnrichmentSetup { endpoints = List.copyOf(endpoints); }

  /// Without the endpoints.
  @Override
  public String toString() {
    return "EnrichmentSetup[" + endpoints.size() + " endpoints, " + chain + ", workers=" + workers
        + ", host=" + host + "]";
  }
}
