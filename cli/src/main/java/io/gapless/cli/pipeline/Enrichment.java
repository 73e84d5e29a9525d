package io.gapless.cli.pipeline;

import io.gapless.schemas.serde.RecordSerdes;

/// What an enrichment runs on.
public interface Enrichment extends Stack {

  /// Starts the roles of this process, if there are any.
  void start();

  /// Serdes of its registry.
  RecordSerdes serdes();
}
