package io.gapless.cli.pipeline;

import io.gapless.cli.console.Console;
import io.gapless.cli.demo.DemoOptions;
import io.gapless.cli.options.ConnectionOptions;

/// Puts the modules together; everything blocks until it is done or interrupted.
public interface Wiring {

  /// Opens what a backfill runs on: without `--kafka` the embedded servers and every role, with it
  /// the named servers and as many fetchers as the request has workers. The roles start when the
  /// request is submitted.
  Pipeline open(ConnectionOptions connections, BackfillRequest request) throws InterruptedException;

  /// Prints days, works, first and last block and estimated requests of a backfill; touches nothing.
  ///
  /// @return the exit code
  int dryRun(ConnectionOptions connections, BackfillRequest request, boolean json, Console console)
      throws InterruptedException;

  /// Opens what an enrichment runs on: without `--kafka` the embedded servers and the roles that it
  /// takes, with it the named servers and as many enrichers as the setup has workers.
  Opened openEnrichment(ConnectionOptions connections, EnrichmentSetup setup)
      throws InterruptedException;

  /// An enrichment that is open, and the chain that it is of.
  record Opened(Enrichment enrichment, String chain) {}

  /// Runs the embedded servers and every role until interrupted.
  ///
  /// @return the exit code
  int up(ConnectionOptions connections, RoleOptions fetchers, Console console)
      throws InterruptedException;

  /// Runs one role until interrupted.
  ///
  /// @return the exit code
  int role(ConnectionOptions connections, RoleOptions options, Console console)
      throws InterruptedException;

  /// Backfills a simulated chain and compares the tables with its truth.
  ///
  /// @return the exit code
  int demo(ConnectionOptions connections, DemoOptions options, boolean json, Console console)
      throws InterruptedException;
}
