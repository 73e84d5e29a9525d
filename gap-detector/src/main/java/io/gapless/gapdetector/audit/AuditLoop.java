package io.gapless.gapdetector.audit;

import io.gapless.schemas.record.DifferentLeaf;
import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.FindingKind;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.ReadBack;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks what the topology may not ask: offsets and tables, for each job that wants it, and writes
/// what it finds to the findings topic.
///
/// What cannot be reached is asked again; until then a job is simply not complete.
public final class AuditLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AuditLoop.class);
  /// A finding that had no effect (the coverage had moved on) is made again after this.
  private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
  private static final Duration PASSED_INTERVAL = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final Topics topics;
  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final Audit audit;
  private final InstantSource clock;
  private final Duration interval;
  private final long digestRows;
  private final JobsAndVerdicts current;
  private final Map<String, Asked> asked = new HashMap<>();
  private final Burials burials;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;
  private volatile boolean running;
  private final AtomicLong findings = new AtomicLong();
  private volatile Instant turnedAt;
  private Instant complainedAt = Instant.EPOCH;
  private Instant passedAt = Instant.EPOCH;

  /// What was asked last of a job.
  private record Asked(long coverageVersion, String requestId, Instant at) {}

  /// @param kafka client properties with at least `bootstrap.servers`
  /// @param interval time between two looks
  /// @param digestRows rows of a job up to which every leaf's digests are compared
  public AuditLoop(Topics topics, Map<String, Object> kafka, RecordSerdes serdes, Audit audit,
      InstantSource clock, Duration interval, long digestRows) {
    this.topics = topics;
    this.kafka = Map.copyOf(kafka);
    this.serdes = serdes;
    this.audit = audit;
    this.clock = clock;
    this.interval = interval;
    this.digestRows = digestRows;
    turnedAt = clock.instant();
    current = new JobsAndVerdicts(kafka, serdes, topics);
    burials = new Burials(audit, new Tombstones(serdes, topics), clock);
  }

  /// Findings made since the start.
  public long findings() {
    return findings.get();
  }

  /// When the loop last went on, to another look or another job; long ago where it is stuck.
  public Instant turnedAt() {
    return turnedAt;
  }

  /// Looks until closed.
  public void run() {
    running = true;
    var config = new HashMap<>(kafka);
    config.put("acks", "all");
    config.put("linger.ms", 0);
    try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(),
        new ByteArraySerializer()); var progress = new GroupProgress(kafka, topics); current) {
      var lookedAt = Instant.EPOCH;
      while (!closed) {
        turnedAt = clock.instant();
        var jobs = current.poll(interval);
        if (!clock.instant().isBefore(lookedAt.plus(interval))) {
          look(jobs, progress, producer);
          lookedAt = clock.instant();
        }
      }
    } catch (WakeupException e) {
      log.debug("woken to leave");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /// Makes [#run] return, and waits for that.
  @Override
  public void close() {
    closed = true;
    current.wakeUp();
    try {
      if (running) {
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(KnownJobs jobs, GroupProgress progress,
      KafkaProducer<byte[], byte[]> producer) throws InterruptedException {
    boolean passedIsDue = !clock.instant().isBefore(passedAt.plus(PASSED_INTERVAL));
    var passed = new HashMap<String, Boolean>();
    for (JobVerdict verdict : jobs.verdicts()) {
      turnedAt = clock.instant();
      var job = jobs.job(verdict.getJobId()).orElse(null);
      if (closed || job == null || job.getState() != JobState.RUNNING
          || !job.getRequestId().equals(verdict.getRequestId())) {
        continue;
      }
      try {
        if (isSettled(job, verdict)) {
          readBack(job, verdict, progress, producer);
        } else if (passedIsDue && (verdict.getWorksOpen() > 0
            || verdict.getBlocksPlanned() < job.getPlannedThrough() - job.getFirst() + 1)) {
          passedAt = clock.instant();
          if (!passed.containsKey(job.getChain())) {
            passed.put(job.getChain(), progress.fetchersHavePassed(job.getChain()));
          }
          if (passed.get(job.getChain())) {
            publish(producer, finding(job, verdict, FindingKind.PASSED, Map.of(), List.of()));
          }
        }
      } catch (WakeupException e) {
        throw e;
      } catch (RuntimeException e) {
        complain("job " + job.getJobId() + " cannot be audited now, will be asked again: "
            + e.getMessage());
      }
    }
    asked.keySet().retainAll(jobs.jobIds());
    burials.retain(jobs.jobIds());
  }

  private void readBack(Job job, JobVerdict verdict, GroupProgress progress,
      KafkaProducer<byte[], byte[]> producer) throws InterruptedException {
    if (verdict.getReadBack() != ReadBack.PENDING || isAsked(verdict)) {
      return;
    }
    if (!progress.sinksHavePassed(verdict.getOffsets())
        || !progress.sinksHavePassed(burials.offsets(job.getJobId()))) {
      return;
    }
    long rows = verdict.getRows().values().stream().mapToLong(Long::longValue).sum();
    var result = audit.of(job, verdict, rows <= digestRows);
    if (result.unasked() > 0) {
      complain("no node told the hashes of " + result.unasked() + " blocks near the head of "
          + job.getChain() + ": whether they still are the chain's is not known");
    }
    var different = burials.bury(job, verdict, result.different(), producer);
    if (different.isEmpty() && !result.different().isEmpty()) {
      return; // counted again once the rows are gone
    }
    publish(producer, finding(job, verdict, FindingKind.READ_BACK, result.rows(),
        different.stream().map(LeafDifference::finding).toList()));
    asked.put(job.getJobId(),
        new Asked(verdict.getCoverageVersion(), verdict.getRequestId(), clock.instant()));
    var expected = new HashMap<>(verdict.getRows());
    expected.values().removeIf(count -> count == 0);
    var found = new HashMap<>(result.rows());
    found.values().removeIf(count -> count == 0);
    if (different.isEmpty() && !expected.equals(found)) {
      complain("job " + job.getJobId() + " covers " + expected + " rows, the tables hold " + found
          + " though no leaf differs; will be counted again");
    }
  }

  private boolean isAsked(JobVerdict verdict) {
    var last = asked.get(verdict.getJobId());
    return last != null && last.coverageVersion() == verdict.getCoverageVersion()
        && last.requestId().equals(verdict.getRequestId())
        && clock.instant().isBefore(last.at().plus(ASK_AGAIN));
  }

  private static boolean isSettled(Job job, JobVerdict verdict) {
    return job.getPlannedThrough() == job.getLast() && verdict.getWorksOpen() == 0
        && verdict.getBlocksCovered() + verdict.getBlocksAbandoned() == job.getLast()
            - job.getFirst() + 1;
  }

  private Finding finding(Job job, JobVerdict verdict, FindingKind kind, Map<String, Long> rows,
      List<DifferentLeaf> different) {
    return Finding.newBuilder().setJobId(job.getJobId()).setKind(kind)
        .setRequestId(verdict.getRequestId()).setCoverageVersion(verdict.getCoverageVersion())
        .setRows(rows).setDifferent(different).setFoundAt(clock.instant()).build();
  }

  private void publish(KafkaProducer<byte[], byte[]> producer, Finding finding)
      throws InterruptedException {
    try {
      producer.send(new ProducerRecord<>(topics.findings(),
          finding.getJobId().getBytes(StandardCharsets.UTF_8),
          serdes.encode(topics.findings(), finding))).get();
      findings.incrementAndGet();
    } catch (ExecutionException e) {
      throw new KafkaException("the finding was not written: "
          + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    }
  }

  private void complain(String message) {
    if (!clock.instant().isBefore(complainedAt.plus(SILENCE))) {
      log.warn(message);
      complainedAt = clock.instant();
    }
  }
}
