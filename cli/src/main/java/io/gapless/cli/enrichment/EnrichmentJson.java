package io.gapless.cli.enrichment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// An enrichment as one JSON object.
public final class EnrichmentJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EnrichmentJson() {}

  /// What is missing, and what it takes.
  public static String plan(EnrichmentPlan plan) {
    return of(plan).toString();
  }

  /// What was missing, and what came of it.
  public static String ended(EnrichmentPlan plan, EnrichmentProgress progress) {
    var object = of(plan);
    object.put("run", progress.run()).put("phase", progress.phase())
        .put("processed", progress.found()).put("absent", progress.absent())
        .put("failed", progress.failed())
        .put("duration_seconds", progress.running().toMillis() / 1e3)
        .put("rate", progress.rate()).put("batches", progress.batches())
        .put("requests", progress.requests()).put("calls", progress.calls())
        .put("blocks", progress.blocks());
    if (progress.found() > 0) {
      object.put("requests_per_transaction", (double) progress.requests() / progress.found());
    }
    var workers = object.putObject("workers");
    progress.workers().forEach(workers::put);
    return object.toString();
  }

  private static ObjectNode of(EnrichmentPlan plan) {
    var object = JSON.createObjectNode().put("missing", plan.missing());
    var contracts = object.putObject("by_contract");
    plan.byContract().forEach(contracts::put);
    object.putObject("plan").put("batches", plan.batches()).put("whole_blocks", plan.wholeBlocks())
        .put("by_hash", plan.byHash()).put("calls", plan.calls());
    return object;
  }
}
