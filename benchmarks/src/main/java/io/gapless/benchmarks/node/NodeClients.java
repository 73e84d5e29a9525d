package io.gapless.benchmarks.node;

import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.planner.chain.ChainClock;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;

/// How the roles of one process ask a node, with their usual settings.
public interface NodeClients extends AutoCloseable {

  /// Time that nothing on one machine should need.
  Duration PATIENCE = Duration.ofMinutes(1);

  /// The pool that fetchers share.
  EndpointPool<?> pool();

  /// How a fetcher fetches.
  WorkFetch<RangeWork, RangeOutcome> fetch(Topics topics, RecordSerdes serdes, String workerId);

  /// What a planner knows of the chain.
  ChainClock clock();

  @Override
  void close();
}
