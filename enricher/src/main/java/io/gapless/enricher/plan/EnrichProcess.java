package io.gapless.enricher.plan;

import io.gapless.enricher.plan.EnrichState.Phase;
import io.gapless.enricher.plan.MissingSet.Scope;
import io.gapless.processes.Answer;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.NewHistoryEvent;
import io.gapless.processes.Intent.Publication;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processor;
import io.gapless.processes.Request;
import io.gapless.processes.Requests;
import io.gapless.processes.RetryPolicy;
import io.gapless.processes.Step;
import io.gapless.processes.StepFailedException;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.schemas.worker.CommittedOffsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// The enrichment of a chain's transactions: one process a chain, so that nothing is asked for twice.
///
/// ```
/// init, call "run …" ──► pass over what is missing ──► works ──► outcomes ──► in the tables? ──┐
///                          ▲                                                                   │
///                          └── another pass, until one finds nothing ◄─────────────────────────┘
/// ```
///
/// A pass never meets what an earlier one has under way, for it begins when all of that is in the
/// tables. The pass that finds nothing is the proof: it has read them.
public final class EnrichProcess implements Processor {

  /// The namespace of enrichments.
  public static final String NAMESPACE = "enrich";
  /// Begins a run, with the JSON of an [EnrichRequest] behind it.
  static final String RUN = "run ";
  /// The same, in place of another run that is under way.
  static final String RUN_INSTEAD = "instead ";
  /// Ends a run; what is published is fetched still.
  public static final String STOP = "stop";
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration LONGEST_STEP = Duration.ofMinutes(5);
  /// A part of a table is dated when it is written, and seen some time later.
  private static final Duration LONGEST_INSERT = Duration.ofMinutes(2);
  private static final int MOST_OUTSTANDING = 64;
  /// Transactions that a step publishes at most: with their hashes, they have to fit a record.
  private static final int MOST_A_STEP = EnrichRequest.MOST_A_BATCH;

  private final MissingSet missing;
  private final OutcomeReader outcomes;
  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final Topics topics;
  private final InstantSource clock;

  /// @param kafka client properties with at least `bootstrap.servers`
  public EnrichProcess(MissingSet missing, Map<String, Object> kafka, RecordSerdes serdes,
      Topics topics, InstantSource clock) {
    this.missing = missing;
    outcomes = new OutcomeReader(kafka, serdes, topics);
    this.kafka = Map.copyOf(kafka);
    this.serdes = serdes;
    this.topics = topics;
    this.clock = clock;
  }

  /// The namespace, as an engine runs it: what fails on servers is tried until it works.
  public Namespace namespace() {
    return Namespace.of(NAMESPACE, this).withStepTimeout(LONGEST_STEP).withPoolSize(1)
        .withRetry(new RetryPolicy(RETRY, 1.0, null, null, List.of()));
  }

  /// The process of a chain.
  public static ProcessId id(String chain) {
    return new ProcessId(NAMESPACE, chain);
  }

  /// Begins a run: the first of its chain, or the next. A run of the same request that is under way is
  /// the one asked for.
  ///
  /// @param processes of the engine that enriches, or a way to it
  /// @param instead whether it takes the place of another that is under way
  /// @return id of the run
  /// @throws ProcessException if another run is under way, or nobody answers
  public static String begin(Requests processes, EnrichRequest request, boolean instead)
      throws InterruptedException {
    var id = id(request.chain());
    var words = Request.of((instead ? RUN_INSTEAD : RUN) + request.json());
    try {
      return answer(processes.init(id, words).response());
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.PROCESS_ALREADY_EXISTS) {
        throw e;
      }
      return answer(beginAgain(processes, id, words).response());
    }
  }

  private static Answer beginAgain(Requests processes, ProcessId id, Request words)
      throws InterruptedException {
    try {
      return processes.call(id, words);
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.PROCESS_IS_ERROR) {
        throw e;
      }
      return processes.repair(id, words);
    }
  }

  private static String answer(Optional<Payload> response) {
    return response.map(Payload::text).orElse("");
  }

  @Override
  public Intent process(Step step) throws InterruptedException {
    try {
      return switch (step.type()) {
        case INIT, CALL -> asked(step);
        case REPAIR -> step.args().text().isEmpty() ? goOn(state(step)) : asked(step);
        case TIMEOUT -> goOn(state(step));
        case NOTIFY -> Intent.none();
        case REMOVE -> throw new IllegalStateException("a removal runs no step");
      };
    } catch (ClickHouseUnavailableException | KafkaException e) {
      throw new StepFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private Intent asked(Step step) {
    var words = step.args().text();
    if (words.startsWith(RUN)) {
      return begin(step, words.substring(RUN.length()), false);
    }
    if (words.startsWith(RUN_INSTEAD)) {
      return begin(step, words.substring(RUN_INSTEAD.length()), true);
    }
    var state = step.process().auxState().map(EnrichState::of);
    if (words.equals(STOP) && state.isPresent()) {
      return tell(enter(state.get().in(Phase.STOPPED)).unsetTimer(), state.get(), "stopped",
          "The enrichment of " + state.get().request().chain() + " was ended.")
          .respond(Payload.of(state.get().run()));
    }
    return Intent.none().refuse("an enrichment takes `run` with a request, or `stop`");
  }

  private Intent begin(Step step, String json, boolean instead) {
    var before = step.process().auxState().map(EnrichState::of).filter(EnrichState::isUnderWay);
    try {
      var request = EnrichRequest.parse(json);
      if (!request.chain().equals(step.process().id().id())) {
        return Intent.none().refuse("the transactions are on " + request.chain());
      }
      if (before.isPresent() && before.get().request().equals(request)) {
        return Intent.none().timeoutNow().respond(Payload.of(before.get().run()));
      }
      if (before.isPresent() && !instead) {
        return Intent.none()
            .refuse("run " + before.get().run() + " is under way with other options:"
                + " wait for it, or end it with `gapless enrich --stop`");
      }
      var state = EnrichState.begin(request, clock.instant(), outcomes.ends());
      return tell(enter(state).timeoutNow(), state, "started",
          "The enrichment of " + request.chain() + " begins.").respond(Payload.of(state.run()));
    } catch (IllegalArgumentException e) {
      return Intent.none().refuse(String.valueOf(e.getMessage()));
    }
  }

  private Intent goOn(EnrichState before) throws InterruptedException {
    var reading = outcomes.from(before.read());
    var state = before.heard(reading.outcomes(), reading.next());
    return switch (state.phase()) {
      case PUBLISHING -> publish(state);
      case SETTLING -> settle(state);
      case WATCHING -> pass(state);
      case DONE, STOPPED -> Intent.none().unsetTimer();
    };
  }

  /// Publishes as much as may be outstanding.
  private Intent publish(EnrichState state) throws InterruptedException {
    var works = new ArrayList<EnrichmentWork>();
    var next = state;
    var until = clock.instant().plus(LOOK);
    int room = MOST_A_STEP;
    while (next.phase() == Phase.PUBLISHING && room > 0 && clock.instant().isBefore(until)) {
      int free = MOST_OUTSTANDING - next.outstanding().size();
      if (free <= 0) {
        break;
      }
      long million = next.millions().getFirst();
      var request = next.request();
      var page = missing.page(new Scope(request.chain(), request.contracts(), next.run()),
          Objects.requireNonNull(next.place()), MissingSet.lastBlock(million),
          Math.min(room, free * request.batch()));
      room -= page.transactions().size();
      var more = Batches.cut(request, next.run(), next.next(), page.transactions(),
          clock.instant());
      next = next.published(page.place(), page.atEnd(),
          more.stream().map(work -> work.getTransactions().size()).toList());
      works.addAll(more);
    }
    var intent = enter(next).publish(works.stream().map(this::publication).toList());
    return next.outstanding().size() < MOST_OUTSTANDING
        ? intent.timeoutNow()
        : intent.timeoutAt(clock.instant().plus(LOOK));
  }

  /// The pass is over once all that it published is in the tables.
  private Intent settle(EnrichState state) throws InterruptedException {
    if (!state.outstanding().isEmpty() || !isStored(state)) {
      return enter(state).timeoutAt(clock.instant().plus(LOOK));
    }
    var stored = state.stored();
    if (stored.passPublished() > 0) {
      return pass(stored);
    }
    var complete = stored.complete();
    var counts = complete.counts();
    var intent = complete.phase() == Phase.DONE
        ? enter(complete).unsetTimer()
        : enter(complete)
            .timeoutAt(clock.instant().plusSeconds(complete.request().watchSeconds()));
    return state.completeSince() == null
        ? tell(intent, complete, "complete", "Nothing is missing: " + counts.found()
            + " transactions were enriched, " + counts.absent() + " are not on the chain, "
            + counts.failed() + " failed.")
        : intent;
  }

  /// Begins a pass: over all blocks, or those written to since one found nothing.
  private Intent pass(EnrichState state) throws InterruptedException {
    var complete = state.completeSince();
    var since = complete == null ? null : Instant.ofEpochSecond(complete).minus(LONGEST_INSERT);
    long now = missing.now().getEpochSecond();
    var next = state.pass(missing.millions(state.request().chain(), since), now);
    return enter(next.millions().isEmpty() ? next.in(Phase.SETTLING) : next).timeoutNow();
  }

  private boolean isStored(EnrichState state) throws InterruptedException {
    if (state.written().isEmpty()) {
      return true;
    }
    try (var admin = Admin.create(new HashMap<>(kafka))) {
      return CommittedOffsets.of(admin, topics.sinkGroup()).havePassed(state.written());
    }
  }

  private Intent enter(EnrichState state) {
    var counts = state.counts();
    var said = new HashMap<>(Map.of("run", state.run(), "phase", state.phase().name(),
        "published", Long.toString(counts.published()), "found", Long.toString(counts.found()),
        "absent", Long.toString(counts.absent()), "failed", Long.toString(counts.failed()),
        "requests", Long.toString(counts.requests()), "calls", Long.toString(counts.calls()),
        "outstanding", Integer.toString(state.outstanding().size())));
    said.put("blocks", Long.toString(counts.blocks()));
    return Intent.none().auxState(state.payload()).metadata(said);
  }

  private Intent tell(Intent intent, EnrichState state, String event, String message) {
    var counts = state.counts();
    Instant now = clock.instant();
    var record = LifecycleEvent.newBuilder().setNamespace(NAMESPACE)
        .setId(state.request().chain()).setEvent(event).setMessage(message)
        .setDetail(Map.of("run", state.run(), "found", Long.toString(counts.found()), "absent",
            Long.toString(counts.absent()), "failed", Long.toString(counts.failed())))
        .setAt(now).build();
    return intent
        .publish(List.of(publication(topics.events(), null, Topics.keyOf(record), record)))
        .event(new NewHistoryEvent(null, now, Map.of("event", event), Payload.of(message)));
  }

  private Publication publication(EnrichmentWork work) {
    return publication(topics.enrich(work.getChain()), null, work.getJobId() + "/"
        + work.getNumber(), work);
  }

  private Publication publication(String topic,
      @Nullable Integer partition, String key, SpecificRecord value) {
    return new Publication(topic, partition, Payload.of(key),
        Payload.of(serdes.encode(topic, value)));
  }

  private static EnrichState state(Step step) {
    return EnrichState.of(step.process().auxState().orElseThrow());
  }
}
