package io.gapless.cli.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.BlockRange;
import io.gapless.cli.progress.GapText;
import io.gapless.gapdetector.audit.DamagedLeaf;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What an audit found, for people and for machines.
final class AuditText {

  private static final int RUNS_NAMED = 20;

  private AuditText() {}

  /// A line for each leaf.
  static List<String> lines(JobDamage damage) {
    var job = damage.job().getJobId() + "  " + damage.job().getChain() + "  ";
    var lines = new ArrayList<String>();
    damage.gaps().forEach(gap -> lines.add(job + GapText.line(gap)));
    damage.damaged().forEach(leaf -> lines.add(job + line(leaf)));
    return lines;
  }

  /// How much was not compared, and why.
  static String expired(JobDamage damage) {
    return "job " + damage.job().getJobId() + ": " + damage.expired() + (damage.expired() == 1
        ? " range was"
        : " ranges were") + " not compared: the tables' TTL (--staging-ttl) may have taken"
        + " rows, which are no gaps";
  }

  /// `100..199 (100 blocks) differs: erc20_transfers: 50 rows covered, the table holds 48; blocks
  /// 120..121, 130`.
  static String line(DamagedLeaf leaf) {
    var range = leaf.range();
    return range.first() + ".." + range.last() + " (" + range.size()
        + (range.size() == 1 ? " block" : " blocks") + ") differs: " + leaf.reason()
        + where(leaf);
  }

  private static String where(DamagedLeaf leaf) {
    if (leaf.blocks().isEmpty()) {
      return leaf.found().isEmpty()
          ? ""
          : "; which blocks is not known: its records are no longer on their topic";
    }
    var named = leaf.blocks().stream().limit(RUNS_NAMED).map(AuditText::run)
        .collect(Collectors.joining(", "));
    int more = leaf.blocks().size() - RUNS_NAMED;
    boolean one = leaf.blocks().size() == 1 && leaf.blocks().getFirst().size() == 1;
    return (leaf.exact() ? one ? "; block " : "; blocks " : "; perhaps blocks ") + named
        + (more > 0 ? " and " + more + " more" : "")
        + (leaf.exact() ? "" : " (its records are no longer on their topic)");
  }

  private static String run(BlockRange run) {
    return run.size() == 1 ? Long.toString(run.first()) : run.first() + ".." + run.last();
  }

  /// An array of leaves, gaps as `gapless gaps --json` has them.
  static String json(List<JobDamage> damages) {
    ArrayNode all = new ObjectMapper().createArrayNode();
    for (JobDamage damage : damages) {
      damage.gaps().forEach(gap -> write(damage.job(), gap, all.addObject()));
      damage.damaged().forEach(leaf -> write(damage.job(), leaf, all.addObject()));
    }
    return all.toString();
  }

  private static void write(Job job, Gap gap, ObjectNode node) {
    node.put("job_id", job.getJobId()).put("chain", job.getChain()).put("first", gap.getFirst())
        .put("last", gap.getLast()).put("state", gap.getState().name())
        .put("attempts", gap.getAttempts()).put("reason", gap.getReason())
        .put("endpoint", gap.getEndpoint());
  }

  private static void write(Job job, DamagedLeaf leaf, ObjectNode node) {
    node.put("job_id", job.getJobId()).put("chain", job.getChain())
        .put("first", leaf.range().first()).put("last", leaf.range().last())
        .put("state", "DIFFERENT").put("reason", leaf.reason());
    var datasets = node.putObject("datasets");
    for (String name : new TreeSet<>(leaf.found().keySet())) {
      datasets.putObject(name).put("covered", leaf.covered().getOrDefault(name, 0L))
          .put("found", leaf.found().getOrDefault(name, 0L));
    }
    var blocks = node.putArray("blocks");
    leaf.blocks().forEach(
        run -> blocks.addObject().put("first", run.first()).put("last", run.last()));
    node.put("blocks_exact", leaf.exact());
  }
}
