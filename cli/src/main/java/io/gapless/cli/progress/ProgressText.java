package io.gapless.cli.progress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A job's progress as lines of text.
public final class ProgressText {

  /// Of a job's block, where several are shown.
  private static final int LINES_A_JOB = 3;
  private static final int MAX_BAR = 40;
  private static final int MAX_ENDPOINTS = 8;
  private static final int MAX_GAPS = 10;

  private ProgressText() {}

  /// The block that a terminal shows, each line at most `width` characters.
  static List<String> block(JobProgress job, int width) {
    var lines = new ArrayList<String>();
    lines.add(job.chain() + "  " + job.blocksWord() + " " + job.first() + ".." + job.last()
        + "  job " + job.jobId()
        + "  " + state(job));
    lines.add(bar(job.share(), Math.clamp(width - 62, 5, MAX_BAR)) + " "
        + Numbers.percent(job.share()) + "  " + Numbers.grouped(job.blocksDone()) + " of "
        + Numbers.grouped(job.blocksTotal()) + " " + job.blocksWord() + left(job));
    lines
        .add("rows       " + Numbers.counts(job.rows()) + "  " + Numbers.rate(job.rowsPerSecond()));
    job.endpoints().stream().limit(MAX_ENDPOINTS)
        .forEach(node -> lines.add("endpoint   " + EndpointText.line(node)));
    lines
        .add("requests   " + Numbers.grouped(job.requests()) + ", " + Numbers.grouped(job.retries())
            + " retries   gaps " + gaps(job));
    lines.add("verdicts   " + Numbers.shares(job.verdicts()));
    checks(job.checks()).forEach(
        (name, text) -> lines.add(padded(name, 11) + text));
    return lines.stream().map(line -> line.length() <= width
        ? line
        : line.substring(0, Math.max(0, width - 1)) + "…").toList();
  }

  /// The same for several jobs, in short: how far each is, and the nodes, which they share.
  static List<String> block(List<JobProgress> jobs, int width) {
    if (jobs.size() == 1) {
      return block(jobs.getFirst(), width);
    }
    var lines = new ArrayList<String>();
    jobs.forEach(job -> lines.addAll(block(job, width).subList(0, LINES_A_JOB)));
    jobs.stream().limit(1).flatMap(job -> block(job, width).stream())
        .filter(line -> line.startsWith("endpoint")).forEach(lines::add);
    return lines;
  }

  /// The lines that a pipe gets now and then, one for each job.
  static List<String> lines(List<JobProgress> jobs) {
    return jobs.size() == 1
        ? List.of(line(jobs.getFirst()))
        : jobs.stream().map(ProgressText::named).toList();
  }

  /// What is logged now and then: each job's line, and once every worker and every node, which the
  /// jobs share.
  static List<String> log(List<JobProgress> jobs) {
    var last = jobs.size() - 1;
    return Stream.concat(jobs.stream().limit(last).map(ProgressText::named),
        log(jobs.getLast()).stream()).toList();
  }

  private static String named(JobProgress job) {
    return "job " + job.jobId() + ": " + line(job);
  }

  /// The line that a pipe gets now and then.
  static String line(JobProgress job) {
    return Numbers.grouped(job.blocksDone()) + " of " + Numbers.grouped(job.blocksTotal())
        + " " + job.blocksWord() + " (" + Numbers.percent(job.share()) + "), "
        + Numbers.grouped(job.rowsInAll())
        + " rows, " + Numbers.rate(job.rowsPerSecond()) + left(job) + ", "
        + Numbers.grouped(job.retries()) + " retries, gaps " + gaps(job);
  }

  /// What is logged now and then: the line, every worker and every node.
  static List<String> log(JobProgress job) {
    return Stream.of(Stream.of(named(job)),
        job.workers().stream().map(worker -> "worker " + worker.worker() + ": "
            + Numbers.grouped(worker.works()) + " works done, " + worker.inFlight()
            + " under way, " + Numbers.grouped(worker.rows()) + " rows"),
        job.endpoints().stream().map(node -> "endpoint " + EndpointText.line(node)))
        .flatMap(lines -> lines).toList();
  }

  /// What a job did, once it has ended.
  public static List<String> summary(JobProgress job) {
    var lines = new ArrayList<String>();
    lines.add("job " + job.jobId() + ": " + state(job));
    lines.add("  " + padded(job.blocksWord(), 10) + job.chain() + " " + job.first() + ".."
        + job.last() + ", "
        + Numbers.grouped(job.blocksDone()) + " of " + Numbers.grouped(job.blocksTotal())
        + " covered" + (job.blocksAbandoned() == 0
            ? ""
            : ", " + Numbers.grouped(job.blocksAbandoned()) + " abandoned"));
    lines.add("  rows      " + Numbers.counts(job.rows()));
    lines.add("  time      " + Numbers.time(job.elapsed()) + ", "
        + Numbers.rate(job.rowsPerSecond()).replace("/s", " rows/s"));
    lines.add("  requests  " + Numbers.grouped(job.requests()) + ", "
        + Numbers.grouped(job.retries()) + " retries");
    lines.add("  gaps      " + gaps(job));
    lines.add("  verdicts  " + Numbers.shares(job.verdicts()));
    unseen(job).ifPresent(text -> lines.add("  unseen    " + text));
    checks(job.checks()).forEach((name, text) -> lines
        .add("  " + padded(name, 10) + text));
    lines.add("  tables    " + switch (job.readBack()) {
      case EQUAL -> "counted, and equal to what was covered";
      case DIFFERENT -> "counted, and NOT equal to what was covered";
      case PENDING -> "not counted yet";
    });
    job.gaps().stream().limit(MAX_GAPS).forEach(gap -> lines.add("  missing   "
        + GapText.line(gap)));
    if (job.gaps().size() > MAX_GAPS) {
      lines.add("  … " + (job.gaps().size() - MAX_GAPS) + " more: gapless gaps " + job.jobId());
    }
    return lines;
  }

  /// One job, with the nodes that are asked now.
  public static List<String> inFull(JobProgress job) {
    return job.ended()
        ? Stream.concat(summary(job).stream(), job.endpoints().stream()
            .map(node -> "  endpoint  " + EndpointText.line(node))).toList()
        : Stream.concat(block(job, Integer.MAX_VALUE).stream(),
            job.gaps().stream().map(gap -> "missing    " + GapText.line(gap))).toList();
  }

  /// One job, in a line.
  public static String inShort(JobProgress job) {
    return job.jobId() + "  " + job.chain() + " " + job.first() + ".." + job.last() + "  "
        + state(job) + "  " + line(job);
  }

  private static String state(JobProgress job) {
    var state = switch (job.state()) {
      case RUNNING -> job.blocksDone() >= job.blocksTotal() ? "reading back" : "running";
      case PAUSED -> "paused";
      case COMPLETE -> "complete";
      case INCOMPLETE -> "finished with gaps";
      case FAILED -> "failed";
      case REMOVED -> "removed";
    };
    return job.reason().isEmpty() ? state : state + ": " + job.reason();
  }

  /// What the weakest verdict of the job cannot see.
  private static Optional<String> unseen(JobProgress job) {
    if (job.verdicts().getOrDefault("HEAD", 0L) > 0) {
      return Optional.of("at HEAD, logs that a node leaves out without a word, but for spot checks;"
          + " --verify bloom, root or corroborate shows more");
    }
    return job.verdicts().getOrDefault("BLOOM", 0L) > 0
        ? Optional.of("at BLOOM, logs missing beside others of the same block; --verify root shows"
            + " more")
        : Optional.empty();
  }

  private static Map<String, String> checks(SpotChecks checks) {
    var lines = new LinkedHashMap<String, String>();
    if (checks.proven() > 0 || checks.unproven() > 0) {
      lines.put("spot checks", Numbers.grouped(checks.proven()) + " blocks proven besides"
          + (checks.unproven() == 0
              ? ""
              : ", " + Numbers.grouped(checks.unproven()) + " could not be proven"));
    }
    if (!checks.distrusted().isEmpty()) {
      lines.put("distrusted", String.join(", ", checks.distrusted())
          + ": shown by a proof to have answered wrongly; its word counts no more");
    }
    return lines;
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(Math.max(1, width - name.length()));
  }

  private static String left(JobProgress job) {
    return job.timeLeft().map(left -> ", " + Numbers.time(left) + " left").orElse("");
  }

  private static String gaps(JobProgress job) {
    return Numbers.grouped(job.gapsFound()) + " found, " + Numbers.grouped(job.gapsFilled())
        + " filled" + (job.gaps().isEmpty() ? "" : ", " + job.gaps().size() + " open");
  }

  private static String bar(double share, int width) {
    int full = (int) Math.floor(Math.clamp(share, 0.0, 1.0) * width);
    return "█".repeat(full) + "░".repeat(width - full);
  }
}
