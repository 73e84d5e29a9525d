package io.gapless.benchmarks.enrich;

import io.gapless.benchmarks.node.evm.EvmClients;
import io.gapless.benchmarks.pipeline.Pipeline;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.benchmarks.pipeline.Workers;
import io.gapless.enricher.EnrichmentKind;
import io.gapless.fetcher.Fetcher;
import io.gapless.fetcher.FetcherConfig;
import io.gapless.schemas.topic.Topics;
import io.gapless.sink.SinkLoop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/// The enrichers of one process with their usual settings, who know nothing of the node yet, on topics
/// that nobody used before.
final class Enrichers implements AutoCloseable {

  private static final InstantSource CLOCK = InstantSource.system();

  private final Servers servers;
  private final WantedChain chain;
  private final Topics topics;
  private final Workers workers = new Workers();

  /// Creates the topics, whose names begin with `prefix`.
  Enrichers(Servers servers, WantedChain chain, String prefix) {
    this.servers = servers;
    this.chain = chain;
    topics = new Topics(prefix, Map.of(), (short) -1);
    servers.createTopics(topics, chain.name());
  }

  /// The topics of these enrichers alone.
  Topics topics() {
    return topics;
  }

  /// Starts a sink, which tells how far it is.
  SinkLoop startSink() {
    return workers.startSink(servers, topics);
  }

  /// Starts enrichers of a node, and waits until all that were started know their partitions.
  ///
  /// @param withSink whether a sink was started
  void start(URI node, boolean withSink) throws InterruptedException {
    var clients = new EvmClients(chain.name(), node);
    for (int slot = 0; slot < Pipeline.FETCHERS; slot++) {
      var id = "bench-enricher-" + slot;
      var fetcher = new Fetcher(FetcherConfig.ofEnricher(topics, chain.name(), id),
          new EnrichmentKind(), clients.enrich(topics, servers.serdes(), id), clients.pool(),
          servers.serdes(), servers.kafka(), CLOCK);
      workers.start(id, fetcher, fetcher);
    }
    var groups = new ArrayList<>(List.of(topics.enricherGroup(chain.name())));
    var members = new ArrayList<>(List.of(Pipeline.FETCHERS));
    if (withSink) {
      groups.add(topics.sinkGroup());
      members.add(1);
    }
    try (var admin = Admin.create(servers.kafka())) {
      workers.awaitGroups(admin, groups, members);
    }
  }

  /// Publishes works for all that is wanted, as a run of its own.
  void publish() {
    var run = topics.prefix() + "run";
    Instant now = CLOCK.instant();
    servers.publish(topics.enrich(chain.name()), new EnrichmentKind(), chain.works(run, now));
  }

  /// Waits for something that the roles do.
  ///
  /// @throws io.gapless.benchmarks.measure.BenchmarkFailedException if one of them ends by itself, or
  ///     it takes too long
  void await(String what, Duration patience, BooleanSupplier done) throws InterruptedException {
    workers.await(what, patience, done);
  }

  @Override
  public void close() {
    workers.close();
  }
}
