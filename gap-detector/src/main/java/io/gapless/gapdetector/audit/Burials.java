package io.gapless.gapdetector.audit;

import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes rows that a leaf's newest fetches did not bring: a reorganisation took them from the
/// chain, or somebody else put them into the table.
final class Burials {

  private static final Logger log = LoggerFactory.getLogger(Burials.class);

  private final Audit audit;
  private final Tombstones tombstones;
  private final InstantSource clock;
  private final Map<String, Buried> byJob = new HashMap<>();

  /// What was deleted of a job since its coverage was last answered.
  ///
  /// @param leaves first blocks of the leaves concerned
  /// @param offsets last offset of the records that do it, a partition as `topic-partition`
  private record Buried(long coverageVersion, Set<Long> leaves, Map<String, Long> offsets) {}

  Burials(Audit audit, Tombstones tombstones, InstantSource clock) {
    this.audit = audit;
    this.tombstones = tombstones;
    this.clock = clock;
  }

  /// What sinks have to have stored before a job is counted again.
  Map<String, Long> offsets(String jobId) {
    var buried = byJob.get(jobId);
    return buried == null ? Map.of() : buried.offsets();
  }

  void retain(Set<String> jobIds) {
    byJob.keySet().retainAll(jobIds);
  }

  /// Deletes what is stale, and returns the differences that this does not mend.
  List<LeafDifference> bury(Job job, JobVerdict verdict, List<LeafDifference> different,
      KafkaProducer<byte[], byte[]> producer) throws InterruptedException {
    var former = byJob.get(job.getJobId());
    var buried = former != null && former.coverageVersion() == verdict.getCoverageVersion()
        ? former
        : new Buried(verdict.getCoverageVersion(), new HashSet<>(), new HashMap<>());
    var left = new ArrayList<LeafDifference>();
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (LeafDifference difference : different) {
      // what could not be deleted once is fetched again, until the attempts are used up
      if (difference.isStaleOnly() && buried.leaves().add(difference.leaf().first())) {
        send(job, difference, producer, sent);
      } else {
        left.add(difference);
      }
    }
    for (var one : sent) {
      var written = answer(one);
      buried.offsets().merge(written.topic() + "-" + written.partition(), written.offset(),
          Math::max);
    }
    if (!sent.isEmpty()) {
      log.info("job {}: {} rows are deleted that the newest fetches of their leaves did not bring",
          job.getJobId(), sent.size());
    }
    byJob.put(job.getJobId(), buried);
    return left;
  }

  private void send(Job job, LeafDifference difference, KafkaProducer<byte[], byte[]> producer,
      List<Future<RecordMetadata>> sent) {
    for (String name : difference.stale()) {
      var dataset = Datasets.all().named(name);
      for (List<Long> key : audit.staleKeys(job, dataset, difference.leaf())) {
        sent.add(producer.send(
            tombstones.of(job, dataset, difference.leaf(), key, clock.instant())));
      }
    }
  }

  private static RecordMetadata answer(Future<RecordMetadata> sent) throws InterruptedException {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw new KafkaException("a deletion was not written: "
          + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    }
  }
}
