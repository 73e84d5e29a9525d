package io.gapless.gapdetector.audit;

import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.UnreadableRecordException;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest state and verdict of each job, as their topics were read so far.
public final class KnownJobs {

  private static final Logger log = LoggerFactory.getLogger(KnownJobs.class);

  private final Topics topics;
  private final RecordSerdes serdes;
  private final Map<String, Job> jobs = new HashMap<>();
  private final Map<String, JobVerdict> verdicts = new HashMap<>();

  KnownJobs(Topics topics, RecordSerdes serdes) {
    this.topics = topics;
    this.serdes = serdes;
  }

  /// Reads the topics to their end.
  ///
  /// @param kafka client properties with at least `bootstrap.servers`
  public static KnownJobs read(Map<String, Object> kafka, RecordSerdes serdes, Topics topics) {
    var known = new KnownJobs(topics, serdes);
    try (var read = new TopicRead(kafka)) {
      var partitions = Stream.of(topics.jobs(), topics.verdicts())
          .flatMap(topic -> read.partitions(topic).stream()).toList();
      read.read(read.ends(partitions), Map.of(), known::take);
    }
    return known;
  }

  /// Every job, by id.
  public List<Job> jobs() {
    return jobs.keySet().stream().sorted().flatMap(id -> job(id).stream()).toList();
  }

  /// The job of this id.
  public Optional<Job> job(String jobId) {
    return Optional.ofNullable(jobs.get(jobId));
  }

  /// What was said last of a job.
  public Optional<JobVerdict> verdict(String jobId) {
    return Optional.ofNullable(verdicts.get(jobId));
  }

  Collection<JobVerdict> verdicts() {
    return List.copyOf(verdicts.values());
  }

  Set<String> jobIds() {
    return Set.copyOf(jobs.keySet());
  }

  void forget() {
    jobs.clear();
    verdicts.clear();
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    boolean isJob = record.topic().equals(topics.jobs());
    try {
      if (record.value() == null) {
        var jobId = new String(record.key(), StandardCharsets.UTF_8);
        (isJob ? jobs : verdicts).remove(jobId);
      } else if (isJob) {
        var job = serdes.decode(record.topic(), record.value(), Job.class);
        jobs.put(job.getJobId(), job);
      } else {
        var verdict = serdes.decode(record.topic(), record.value(), JobVerdict.class);
        verdicts.put(verdict.getJobId(), verdict);
      }
    } catch (UnreadableRecordException e) {
      // the topology puts a job that nobody can read on the dead-letter topic
      log.warn("{}-{} offset {} is skipped: {}", record.topic(), record.partition(),
          record.offset(), e.getMessage());
    }
  }
}
