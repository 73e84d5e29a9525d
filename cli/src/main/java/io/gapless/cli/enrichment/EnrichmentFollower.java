package io.gapless.cli.enrichment;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.progress.RateWindow;
import io.gapless.enricher.plan.OutcomeReader;
import io.gapless.processes.EventRange;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessView;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches a run until it is done.
public final class EnrichmentFollower {

  private static final Logger log = LoggerFactory.getLogger(EnrichmentFollower.class);
  private static final long POLL_MILLIS = 500;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  /// Without an answer: a planner that was killed is back by then, or nobody starts it.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Processes processes;
  private final OutcomeReader outcomes;
  private final InstantSource clock;
  private final Map<String, Long> workers = new HashMap<>();
  private final RateWindow rate = new RateWindow(WINDOW);
  private Map<Integer, Long> read;
  private Map<String, String> heard = Map.of();
  private Instant heardAt;
  private long batches;

  /// Watches from now on.
  public EnrichmentFollower(Processes processes, OutcomeReader outcomes, InstantSource clock) {
    this.processes = processes;
    this.outcomes = outcomes;
    this.clock = clock;
    read = outcomes.ends();
    heardAt = clock.instant();
  }

  /// Follows until the run is done, or was ended; with a watch, for ever.
  ///
  /// @param run id of the run
  /// @param show told how far it is, now and then
  /// @param check throws when there is no use in going on
  /// @return how it ended
  /// @throws CommandException if it failed
  public EnrichmentProgress follow(ProcessId process, String run,
      Consumer<EnrichmentProgress> show, Runnable check) throws InterruptedException {
    var began = clock.instant();
    while (true) {
      var progress = progress(process, run, began);
      if (progress.phase().equals("DONE") || progress.phase().equals("STOPPED")) {
        return progress;
      }
      check.run();
      show.accept(progress);
      Thread.sleep(POLL_MILLIS);
    }
  }

  private EnrichmentProgress progress(ProcessId process, String run, Instant began)
      throws InterruptedException {
    var said = said(process);
    hear(run);
    var now = clock.instant();
    long found = number(said, "found");
    rate.add(now, found);
    return new EnrichmentProgress(run, said.getOrDefault("phase", ""), batches, found,
        number(said, "absent"), number(said, "failed"), number(said, "requests"),
        number(said, "calls"), number(said, "blocks"), workers, Duration.between(began, now),
        rate.perSecond(now).orElse(0));
  }

  /// What workers did since; later, where the broker does not answer now.
  private void hear(String run) {
    OutcomeReader.Reading reading;
    try {
      reading = outcomes.from(read);
    } catch (KafkaException e) {
      log.debug("outcomes not read, will try again", e);
      return;
    }
    read = reading.next();
    reading.outcomes().stream().map(OutcomeReader.Heard::outcome)
        .filter(outcome -> outcome.getJobId().equals(run)).forEach(outcome -> {
          workers.merge(outcome.getWorkerId(), outcome.getFound(), Long::sum);
          batches += outcome.getHandedBack() == 0 ? 1 : 0;
        });
  }

  /// What the process says of itself; what it said last, where nobody answers for a while.
  private Map<String, String> said(ProcessId id) throws InterruptedException {
    ProcessView view;
    try {
      view = processes.get(id, new EventRange(null, 0L, false), Freshness.OWN_WRITES).process();
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.TIMEOUT || clock.instant().isAfter(heardAt.plus(PATIENCE))) {
        throw CommandException.unreachable("nobody tells how far the enrichment is ("
            + e.getMessage() + "); it goes on where `gapless planner` or `gapless up` runs, and the"
            + " same command follows it again", e);
      }
      return heard;
    }
    if (view.status() == ProcessStatus.ERROR) {
      throw CommandException.failed(view.detail().orElse("the enrichment failed")
          + "; `gapless processes trace enrich " + id.id()
          + "` says more, and the same command takes it up again");
    }
    heardAt = clock.instant();
    heard = view.metadata();
    return heard;
  }

  private static long number(Map<String, String> said, String name) {
    return Long.parseLong(said.getOrDefault(name, "0"));
  }
}
