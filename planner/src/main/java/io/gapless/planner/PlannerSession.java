package io.gapless.planner;

import io.gapless.planner.Errands.Reply;
import io.gapless.planner.RequestOffsets.Place;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.feed.Changes;
import io.gapless.planner.feed.Planner;
import io.gapless.planner.job.JobResolver;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.DeadLetter;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.serde.RecordSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A planner from the moment that it has its transactional id until something fails or it is
/// stopped. It holds nothing that the topics do not: the next session begins where they end.
final class PlannerSession implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PlannerSession.class);
  private static final Duration DAY_RETRY = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final PlannerConfig config;
  private final RecordReader records;
  private final Map<String, ChainClock> chains;
  private final InstantSource clock;
  private final Planner planner;
  private final Fleet fleet;
  private final Rivals rivals;
  private final Errands errands;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final RequestOffsets requestOffsets = new RequestOffsets();
  private final Sources sources;
  private final Outbox outbox;
  private final WorkDeletion deletion;
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final Set<String> daysUnderWay = new HashSet<>();
  private final Map<String, Instant> dayRetries = new HashMap<>();
  private Instant nextDeletion;

  PlannerSession(PlannerConfig config, RecordSerdes serdes, KafkaClients clients,
      Map<String, ChainClock> chains, Rivals rivals, InstantSource clock) {
    this.config = config;
    this.rivals = rivals;
    this.records = new RecordReader(serdes, config.workerId(), clock);
    this.chains = chains;
    this.clock = clock;
    planner = new Planner(config.sizing(), config.maxOutstanding(), clock);
    fleet = new Fleet(clock);
    errands = new Errands(new JobResolver(chains, config.finalityDepth()), fleet,
        config.fetcherPatience(), clock);
    admin = clients.admin();
    producer = clients.producer();
    sources = new Sources(clients.consumer(), config.topics(), requestOffsets);
    outbox = new Outbox(producer, serdes, config.topics());
    deletion = new WorkDeletion(admin, config.topics());
    nextDeletion = clock.instant().plus(config.workDeletion());
  }

  /// Makes the topics, shuts out any earlier planner, and only then reads what it left.
  void open() {
    config.topics().create(admin, Datasets.all().topics(), chains.keySet());
    producer.initTransactions();
    sources.restore(clock.instant().minus(Fleet.MAX_AGE), this::take);
  }

  /// Polls, decides, commits.
  ///
  /// @return works published
  /// @throws PlannerException if another planner has taken over
  int step() {
    sources.poll().forEach(this::take);
    rivals.successor().ifPresent(this::giveWay);
    for (Optional<Reply> reply = errands.next(); reply.isPresent(); reply = errands.next()) {
      take(reply.get());
    }
    planner.wantedDays().forEach(this::findDay);
    Changes changes = planner.take();
    var offsets = requestOffsets.take();
    if (!changes.isEmpty() || !offsets.isEmpty() || !deadLetters.isEmpty()) {
      outbox.commit(changes, deadLetters, offsets, sources.group());
      deadLetters.clear();
      changes.events().forEach(event -> log.info("{} {}: {}", event.getId(), event.getEvent(),
          event.getMessage()));
    }
    deleteWorks();
    return changes.works().size();
  }

  private void giveWay(String successor) {
    throw new PlannerException("another planner, " + successor
        + ", has taken over: only one may run for the topics " + config.topics().prefix()
        + "*; stop the other, or give this one a prefix of its own");
  }

  @Override
  public void close() {
    errands.close();
    producer.close(CLOSE);
    sources.close();
    admin.close(CLOSE);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    var topics = config.topics();
    if (record.topic().equals(topics.requests())) {
      takeRequest(record);
    } else if (record.topic().equals(topics.jobs())) {
      takeJob(record);
    } else if (record.topic().equals(topics.verdicts())) {
      records.read(record, JobVerdict.class).ifPresent(planner::judged);
    } else {
      records.read(record, Heartbeat.class).ifPresent(heartbeat -> {
        fleet.heard(heartbeat);
        rivals.heard(heartbeat);
      });
    }
  }

  private void takeJob(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      planner.forget(new String(record.key(), StandardCharsets.UTF_8));
    } else {
      records.read(record, Job.class).ifPresent(planner::restore);
    }
  }

  private void takeRequest(ConsumerRecord<byte[], byte[]> record) {
    var place = new Place(
        new TopicPartition(record.topic(), record.partition()),
        record.offset());
    if (!requestOffsets.read(place)) {
      return;
    }
    JobRequest request = records.read(record, JobRequest.class).orElse(null);
    if (request == null) {
      deadLetters.add(records.deadLetter(record));
    } else if (request.getAction() == JobAction.SUBMIT) {
      if (submit(place, request)) {
        return;
      }
    } else if (!planner.answered(request.getRequestId())) {
      planner.changed(request);
    }
    requestOffsets.answered(place);
  }

  /// Whether the submission is under way, and will be answered later.
  private boolean submit(Place place, JobRequest request) {
    JobSpecification asked = request.getSpecification();
    if (asked == null) {
      planner.rejected(request, "the submission has no specification");
      return false;
    }
    if (planner.answered(request.getRequestId())) {
      return false;
    }
    errands.resolve(place, request, asked);
    return true;
  }

  private void take(Reply reply) {
    switch (reply) {
      case Reply.Resolved(Place place, var request, var plan) -> {
        planner.submitted(request, plan);
        requestOffsets.answered(place);
      }
      case Reply.Refused(Place place, var request, String reason) -> {
        planner.rejected(request, reason);
        requestOffsets.answered(place);
      }
      case Reply.DayFound(String jobId, var day) -> {
        daysUnderWay.remove(jobId);
        planner.found(jobId, day);
      }
      case Reply.DayNotFound(String jobId, String reason) -> {
        daysUnderWay.remove(jobId);
        dayRetries.put(jobId, clock.instant().plus(DAY_RETRY));
        log.warn("the next day of job {} is not found, will ask again in {} s: {}", jobId,
            DAY_RETRY.toSeconds(), reason);
      }
    }
  }

  private void findDay(String jobId, long first) {
    Instant retry = dayRetries.get(jobId);
    if (daysUnderWay.contains(jobId) || (retry != null && clock.instant().isBefore(retry))) {
      return;
    }
    Job job = planner.job(jobId).orElseThrow();
    ChainClock chain = chains.get(job.getChain());
    if (chain == null) {
      dayRetries.put(jobId, Instant.MAX);
      log.warn("job {} stands still: this planner has no endpoints for {}; start it with some",
          jobId, job.getChain());
      return;
    }
    daysUnderWay.add(jobId);
    errands.findDay(job, first, chain);
  }

  private void deleteWorks() {
    if (config.workDeletion().isZero() || clock.instant().isBefore(nextDeletion)) {
      return;
    }
    nextDeletion = clock.instant().plus(config.workDeletion());
    Thread.ofVirtual().name("work-deletion").start(() -> deletion.run(chains.keySet()));
  }
}
