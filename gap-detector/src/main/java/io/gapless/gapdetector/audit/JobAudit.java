package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.record.DifferentLeaf;
import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.FindingKind;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The audit that a user asks for: which leaves of a job are not what was covered, and which blocks
/// of them. Reads only.
public final class JobAudit {

  private final Map<String, Object> kafka;
  private final Topics topics;
  private final CoverageReader coverage;
  private final Audit audit;
  private final WrittenRows written;
  private final DamagedBlocks blocks;

  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param chains nodes that tell the hashes of blocks, by chain; a chain may be missing
  public JobAudit(Map<String, Object> kafka, RecordSerdes serdes, Topics topics,
      ClickHouse clickHouse, Map<String, ChainHashes> chains) {
    this.kafka = Map.copyOf(kafka);
    this.topics = topics;
    var tables = new ClickHouseCounts(clickHouse);
    coverage = new CoverageReader(kafka, serdes, topics);
    audit = new Audit(tables, coverage, chains, InstantSource.system());
    written = new WrittenRows(kafka, serdes, topics);
    blocks = new DamagedBlocks(tables);
  }

  /// Whether everything that was covered has been stored: until then rows are missing that are on
  /// their way.
  public boolean isStored(JobVerdict verdict) throws InterruptedException {
    try (var progress = new GroupProgress(kafka, topics)) {
      return progress.sinksHavePassed(verdict.getOffsets());
    }
  }

  /// What an audit found.
  ///
  /// @param damaged leaves that differ, in order
  /// @param expired leaves that were not compared, since a TTL may have taken rows of theirs
  public record Report(List<DamagedLeaf> damaged, int expired) {

    /// Takes a copy.
    public Report { damaged = List.copyOf(damaged); }
  }

  /// Compares every covered leaf by counts and digests.
  public Report of(Job job, JobVerdict verdict) throws InterruptedException {
    var result = audit.of(job, verdict, true);
    return new Report(damaged(job, result.different()), result.expired());
  }

  private List<DamagedLeaf> damaged(Job job, List<LeafDifference> different) {
    if (different.isEmpty()) {
      return List.of();
    }
    var firsts = new HashSet<Long>();
    different.forEach(difference -> firsts.add(difference.leaf().first()));
    var byLeaf = written.of(coverage.outcomes(job.getJobId(), firsts).values());
    var damaged = new ArrayList<DamagedLeaf>();
    for (LeafDifference difference : different) {
      var leaf = difference.leaf();
      var rows = byLeaf.get(leaf.first());
      var covered = new TreeMap<String, Long>();
      difference.found().keySet()
          .forEach(name -> covered.put(name, leaf.rows().getOrDefault(name, 0L)));
      damaged.add(new DamagedLeaf(new BlockRange(leaf.first(), leaf.last()), difference.reason(),
          covered, difference.found(),
          rows == null ? blocks.likely(job, difference) : blocks.exact(job, difference, rows),
          rows != null, difference.minVersion()));
    }
    return damaged;
  }

  /// The finding that has leaves fetched again.
  public static Finding finding(Job job, List<DifferentLeaf> leaves, Instant at) {
    return Finding.newBuilder().setJobId(job.getJobId()).setKind(FindingKind.AUDITED)
        .setRequestId(job.getRequestId()).setCoverageVersion(0).setRows(Map.of())
        .setDifferent(leaves).setFoundAt(at).build();
  }
}
