package io.gapless.cli.enrichment;

import static io.gapless.cli.progress.Numbers.grouped;
import static io.gapless.cli.progress.Numbers.rate;
import static io.gapless.cli.progress.Numbers.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// An enrichment in lines for people.
public final class EnrichmentText {

  private static final int MOST_CONTRACTS = 10;

  private EnrichmentText() {}

  /// What is missing, and what it takes.
  public static List<String> plan(EnrichmentPlan plan) {
    var lines = new ArrayList<String>();
    lines.add("missing   " + grouped(plan.missing()) + " transactions");
    plan.byContract().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(MOST_CONTRACTS)
        .forEach(one -> lines.add("          " + one.getKey() + "  " + grouped(one.getValue())));
    if (plan.byContract().size() > MOST_CONTRACTS) {
      lines.add("          and " + grouped(plan.byContract().size() - MOST_CONTRACTS)
          + " contracts more");
    }
    if (plan.missing() > 0) {
      lines.add("plan      " + grouped(plan.wholeBlocks()) + " blocks whole, "
          + grouped(plan.byHash()) + " transactions by hash: about " + grouped(plan.calls())
          + " calls, in " + grouped(plan.batches()) + " batches");
    }
    return lines;
  }

  /// How far it is, in a line.
  ///
  /// @param missing transactions when it began
  public static String line(EnrichmentProgress progress, long missing) {
    return grouped(progress.processed()) + " of " + grouped(Math.max(missing,
        progress.processed())) + ", " + rate(progress.perSecond()) + ", " + grouped(
            progress.batches())
        + " batches, " + progress.phase().toLowerCase(Locale.ROOT) + workers(progress);
  }

  /// What came of it.
  public static List<String> summary(EnrichmentProgress progress) {
    var lines = new ArrayList<String>();
    lines.add("run " + progress.run() + ": " + (progress.failed() > 0
        ? "finished with failures"
        : progress.phase().toLowerCase(Locale.ROOT)));
    lines.add("  processed " + grouped(progress.found()) + " transactions");
    lines.add("  absent    " + grouped(progress.absent())
        + (progress.absent() > 0 ? ", see enrichment_batches_hex" : ""));
    lines.add("  failed    " + grouped(progress.failed())
        + (progress.failed() > 0 ? ", see enrichment_batches_hex" : ""));
    lines.add("  time      " + time(progress.running()) + ", " + rate(progress.rate()));
    lines.add("  requests  " + grouped(progress.requests()) + " with " + grouped(progress.calls())
        + " calls, " + ratio(progress.requests(), progress.found()) + " requests a transaction; "
        + grouped(progress.blocks()) + " blocks whole");
    return lines;
  }

  private static String workers(EnrichmentProgress progress) {
    return progress.workers().isEmpty()
        ? ""
        : " (" + progress.workers().entrySet().stream().sorted(Map.Entry.comparingByKey())
            .map(one -> one.getKey() + " " + grouped(one.getValue()))
            .collect(Collectors.joining(", ")) + ")";
  }

  private static String ratio(long requests, long transactions) {
    return transactions == 0
        ? "no"
        : String.format(Locale.ROOT, "%.3f", (double) requests / transactions);
  }
}
