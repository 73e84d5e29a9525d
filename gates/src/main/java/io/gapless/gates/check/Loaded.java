package io.gapless.gates.check;

import io.gapless.gates.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What jobs have loaded of a chain.
///
/// @param jobs their ids
/// @param windowFirst first block of the window of trades
record Loaded(List<String> jobs, long windowFirst) {

  /// Takes a copy.
  Loaded { jobs = List.copyOf(jobs); }

  /// @param jobs that loaded it; empty: all jobs of the chain
  static Loaded of(Warehouse warehouse, String chain, List<String> jobs)
      throws InterruptedException {
    var begins = warehouse.query("""
        SELECT job_id AS job, min(first) AS first FROM day_checkpoints FINAL
        WHERE chain = {chain:String} GROUP BY job_id ORDER BY job_id""", Map.of("chain", chain))
        .stream().filter(row -> jobs.isEmpty() || jobs.contains(row.path("job").asText()))
        .collect(Collectors.toMap(row -> row.path("job").asText(),
            row -> row.path("first").asLong()));
    // conditions are fetched from the contract's first block on, trades inside the window only
    return new Loaded(jobs.isEmpty() ? begins.keySet().stream().sorted().toList() : jobs,
        begins.values().stream().mapToLong(Long::longValue).max().orElse(0));
  }
}
