package io.gapless.benchmarks.node;

import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stage;
import io.gapless.chains.BlockRange;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A simulated node in this process, without latency or limits.
public interface Node extends AutoCloseable {

  /// The chain's name, e.g. `evm-1`.
  String chain();

  /// Where it answers.
  URI url();

  /// All blocks of the chain.
  BlockRange blocks();

  /// How many the chain has of what rates count.
  long units();

  /// What the chain holds, for a reader of the report.
  SequencedMap<String, Number> contents();

  /// How many rows it makes of each dataset.
  SequencedMap<String, Long> rows();

  /// How well it is to be proven.
  Verdict verify();

  /// Requests answered so far.
  long requests();

  /// Clients that know nothing of the node yet.
  NodeClients connect();

  /// Measures the stages that are of this kind of node alone.
  ///
  /// @param works all that the chain was fetched by
  /// @throws io.gapless.benchmarks.measure.BenchmarkFailedException if one of them does not work
  Map<Stage, Cost> stages(List<RangeWork> works) throws InterruptedException;

  @Override
  void close();
}
