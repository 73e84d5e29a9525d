package io.gapless.fetcher.evm;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmSettings;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Simulated nodes of one chain, and a fetch that asks them.
final class Nodes implements AutoCloseable {

  static final SimulatedChain CHAIN =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(1_200));
  /// Simulated nodes need not be felt out.
  static final GovernorSettings QUICK = new GovernorSettings(5_000, 20_000, 64, 128, 5,
      Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));
  static final List<String> ALL =
      List.of("erc20_transfers", "erc721_transfers", "erc1155_transfers");

  final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final List<EvmSimulator> nodes = new ArrayList<>();

  URI start(EvmNodeOptions options) {
    var node = EvmSimulator.start(CHAIN, options);
    nodes.add(node);
    return node.url();
  }

  /// The n-th endpoint's public name.
  String name(int node) {
    return Endpoint.of(nodes.get(node).url().toString()).name();
  }

  FetchedWork<RangeWork, RangeOutcome> fetch(Duration patience, RangeWork work, long maxBytes,
      List<URI> urls)
      throws InterruptedException {
    return fetching(patience, urls).fetch(work, maxBytes);
  }

  EvmFetch fetching(Duration patience, List<URI> urls) {
    return fetching(patience, QUICK, urls);
  }

  EvmFetch fetching(Duration patience, GovernorSettings settings, List<URI> urls) {
    var http = EvmClient.connections(Duration.ofSeconds(5));
    var classifier = new ErrorClassifier(InstantSource.system());
    var clients = new LinkedHashMap<Endpoint, EvmClient>();
    for (var url : urls) {
      var endpoint = Endpoint.of(url.toString());
      clients.put(endpoint, new EvmClient(endpoint, http, EvmSettings.DEFAULT, classifier));
    }
    var pool = new EndpointPool<>(clients, settings, System::nanoTime);
    return new EvmFetch(pool, "evm-900001", Topics.withDefaults(), serdes, "worker",
        InstantSource.system(), patience);
  }

  @Override
  public void close() {
    nodes.forEach(EvmSimulator::close);
  }

  static RangeWork work(long first, long last) {
    return RangeWork.newBuilder().setJobId("job").setNumber(0).setChain("evm-900001")
        .setDatasets(ALL).setContracts(List.of()).setFirst(first).setLast(last).setDayIdx(0)
        .setAttempt(1).setCause(WorkCause.PLANNED).setVerify(Verdict.HEAD).setMinVersion(0)
        .setCreatedAt(Instant.EPOCH).build();
  }
}
