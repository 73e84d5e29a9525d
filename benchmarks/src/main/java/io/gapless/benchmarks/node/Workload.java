package io.gapless.benchmarks.node;

/// What is fetched: the chain, and how much of it.
public interface Workload {

  /// The benchmark's name in the report.
  String benchmark();

  /// What rates count, e.g. `transfers`.
  String unit();

  /// What will be simulated, in a few words.
  String summary();

  /// Makes the whole chain, and a node that listens.
  Node start();
}
