package io.gapless.cli.command;

import io.gapless.cli.console.Console;
import io.gapless.cli.demo.DemoOptions;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.pipeline.BackfillRequest;
import io.gapless.cli.pipeline.EnrichmentSetup;
import io.gapless.cli.pipeline.Pipeline;
import io.gapless.cli.pipeline.RoleOptions;
import io.gapless.cli.pipeline.Wiring;
import org.jspecify.annotations.Nullable;

/// Keeps what it is asked for, and does nothing.
final class FakeWiring implements Wiring {

  @Nullable
  ConnectionOptions connections;
  @Nullable
  BackfillRequest request;
  @Nullable
  RoleOptions role;
  @Nullable
  DemoOptions demo;

  @Override
  public Pipeline open(ConnectionOptions options, BackfillRequest asked) {
    throw new UnsupportedOperationException("no pipeline in this test");
  }

  @Override
  public int dryRun(ConnectionOptions options, BackfillRequest asked, boolean json,
      Console console) {
    connections = options;
    request = asked;
    return 0;
  }

  @Override
  public Opened openEnrichment(ConnectionOptions options, EnrichmentSetup setup) {
    throw new UnsupportedOperationException("no enrichment in this test");
  }

  @Override
  public int up(ConnectionOptions options, RoleOptions fetchers, Console console) {
    connections = options;
    role = fetchers;
    return 0;
  }

  @Override
  public int role(ConnectionOptions options, RoleOptions asked, Console console) {
    connections = options;
    role = asked;
    return 0;
  }

  @Override
  public int demo(ConnectionOptions options, DemoOptions asked, boolean json, Console console) {
    connections = options;
    demo = asked;
    return 0;
  }
}
