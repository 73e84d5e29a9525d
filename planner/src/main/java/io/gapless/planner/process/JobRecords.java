package io.gapless.planner.process;

import io.gapless.planner.feed.Changes;
import io.gapless.planner.job.JobPlan;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.NewHistoryEvent;
import io.gapless.processes.Intent.Publication;
import io.gapless.processes.Payload;
import io.gapless.processes.Request;
import io.gapless.processes.Step;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.UnreadableRecordException;
import io.gapless.schemas.topic.Topics;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// How jobs and requests are told to processes, and what processes tell on the pipeline's topics.
public final class JobRecords {

  /// Since when the search for a job's next day fails, in its process's metadata.
  static final String FAILING_SINCE = "failing_since";
  private static final Pattern WORDS =
      Pattern.compile("(pause|resume|repair|remove|workers)(?: ([0-9]{1,9}))?");
  private static final String STATUS = "status";

  private final RecordSerdes serdes;
  private final Topics topics;
  private final ToIntFunction<String> partitions;
  private final AtomicLong works = new AtomicLong();

  /// @param partitions of a topic that exists
  public JobRecords(RecordSerdes serdes, Topics topics, ToIntFunction<String> partitions) {
    this.serdes = serdes;
    this.topics = topics;
    this.partitions = partitions;
  }

  /// Works that were published through this.
  public long worksPublished() {
    return works.get();
  }

  /// What makes the process of a job.
  Request init(JobPlan plan) {
    return Request.of(state(plan.job()))
        .withContext(Payload.of(String.join("\n", plan.notes())));
  }

  /// What [#init] was given.
  JobPlan plan(Step step) {
    return new JobPlan(job(step.args()), step.context().text().lines().toList());
  }

  /// A job as its process keeps it.
  Payload state(Job job) {
    return Payload.of(serdes.encode(topics.jobs(), job));
  }

  /// A job that its process keeps.
  Job job(Payload state) {
    return serdes.decode(topics.jobs(), state.bytes(), Job.class);
  }

  /// An event as a process is told and keeps it.
  public Payload state(LifecycleEvent event) {
    return Payload.of(serdes.encode(topics.events(), event));
  }

  /// An event that a process is told or keeps.
  public LifecycleEvent event(Payload state) {
    return serdes.decode(topics.events(), state.bytes(), LifecycleEvent.class);
  }

  /// A request as a process is told it.
  public Request request(JobRequest request) {
    return Request.of(Payload.of(serdes.encode(topics.requests(), request)));
  }

  /// A request that a process keeps.
  JobRequest asked(Payload request) {
    return serdes.decode(topics.requests(), request.bytes(), JobRequest.class);
  }

  /// A request that a process was told: a record, or words of a person such as `pause`; empty where
  /// it is neither.
  Optional<JobRequest> request(Step step) {
    if (!isRecord(step.args())) {
      return spoken(step);
    }
    try {
      return Optional.of(
          serdes.decode(topics.requests(), step.args().bytes(), JobRequest.class));
    } catch (UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  private static Optional<JobRequest> spoken(Step step) {
    var words = WORDS.matcher(step.args().text());
    return words.matches()
        ? Optional.of(JobRequest.newBuilder().setRequestId(step.token())
            .setJobId(step.process().id().id())
            .setAction(JobAction.valueOf(words.group(1).toUpperCase(Locale.ROOT)))
            .setWorkers(number(words.group(2))).setRequestedAt(step.process().createdAt())
            .build())
        : Optional.empty();
  }

  private static @Nullable Integer number(@Nullable String digits) {
    return digits == null ? null : Integer.valueOf(digits);
  }

  private static boolean isRecord(Payload payload) {
    return payload.size() > 0 && payload.buffer().get(0) == 0;
  }

  /// Whether a call only wants to know how the job is.
  static boolean asksForStatus(Step step) {
    return step.args().equals(Payload.of(STATUS));
  }

  /// How a job is, a line for each that can be said of it.
  static Payload status(Job job) {
    var lines = new StringBuilder();
    metadata(job, Optional.empty())
        .forEach((name, value) -> lines.append(name).append(' ').append(value).append('\n'));
    return Payload.of(lines.toString());
  }

  /// How a job is, for those who look at its process.
  static SortedMap<String, String> metadata(Job job, Optional<Instant> failingSince) {
    var said = new TreeMap<>(Map.of("chain", job.getChain(), "state", job.getState().name(),
        "first", Long.toString(job.getFirst()), "last", Long.toString(job.getLast()),
        "planned_through", Long.toString(job.getPlannedThrough()),
        "works", Long.toString(job.getWorks())));
    if (!job.getReason().isEmpty()) {
      said.put("reason", job.getReason());
    }
    if (job.getWorkers() != null) {
      said.put("workers", Integer.toString(job.getWorkers()));
    }
    failingSince.ifPresent(since -> said.put(FAILING_SINCE, since.toString()));
    return said;
  }

  /// What a step that made these changes wants.
  Intent publish(Changes changes) {
    var intent = Intent.none();
    if (changes.job().isPresent()) {
      var job = changes.job().get();
      intent = intent.auxState(state(job))
          .publish(publication(topics.jobs(), null, job.getJobId(), job));
    }
    for (var event : changes.events()) {
      intent = publish(intent, event);
    }
    works.addAndGet(changes.works().size());
    return intent.publish(changes.works().stream().map(work -> {
      var topic = topics.work(work.getChain());
      return publication(topic,
          Topics.workPartition(work.getJobId(), work.getNumber(), partitions.applyAsInt(topic)),
          work.getJobId() + "/" + work.getNumber(), work);
    }).toList());
  }

  /// And tells an event, on the topic of all of them and in the process's own history.
  public Intent publish(Intent intent, LifecycleEvent event) {
    return intent
        .publish(publication(topics.events(), null, Topics.keyOf(event),
            event))
        .event(new NewHistoryEvent(null, event.getAt(), Map.of("event", event.getEvent()),
            Payload.of(event.getMessage())));
  }

  private Publication publication(String topic, @Nullable Integer partition, String key,
      SpecificRecord value) {
    return new Publication(topic, partition, Payload.of(key),
        Payload.of(serdes.encode(topic, value)));
  }
}
