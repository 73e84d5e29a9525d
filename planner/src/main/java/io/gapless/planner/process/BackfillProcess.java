package io.gapless.planner.process;

import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.ChainUnavailableException;
import io.gapless.planner.feed.JobBoard;
import io.gapless.planner.feed.JobStep;
import io.gapless.planner.job.Days;
import io.gapless.planner.job.JobPlan;
import io.gapless.processes.Intent;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processor;
import io.gapless.processes.Step;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A backfill job as a process: its state is the [Job], and each step publishes what it changes.
///
/// ```
/// INIT     a job whose bounds are resolved
/// CALL     pause, resume, workers, remove, status, and the same asked for again
/// NOTIFY   coverage came in: feeds works, ends the job, opens it again
/// TIMEOUT  finds the next day; and whatever a lost notification should have done
/// REPAIR   takes a job up again that failed
/// ```
public final class BackfillProcess implements Processor {

  /// The namespace of jobs.
  public static final String NAMESPACE = "backfill";
  private static final Logger log = LoggerFactory.getLogger(BackfillProcess.class);
  /// A notification may be lost with the machine that was to send it.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final Duration DAY_RETRY = Duration.ofSeconds(10);
  /// As long as this nobody may tell where a day begins, before a person is to look after it.
  private static final Duration DAY_PATIENCE = Duration.ofHours(1);

  private final JobBoard board;
  private final Map<String, ChainClock> chains;
  private final JobRecords records;
  private final InstantSource clock;

  /// @param board what the topics say of jobs
  /// @param chains clocks of the chains that there are endpoints for, by chain
  public BackfillProcess(JobBoard board, Map<String, ChainClock> chains, JobRecords records,
      InstantSource clock) {
    this.board = board;
    this.chains = Map.copyOf(chains);
    this.records = records;
    this.clock = clock;
  }

  /// The process of a job.
  public static ProcessId id(String jobId) {
    return new ProcessId(NAMESPACE, jobId);
  }

  @Override
  public Intent process(Step step) throws InterruptedException {
    return switch (step.type()) {
      case INIT -> begin(records.plan(step));
      case CALL -> JobRecords.asksForStatus(step)
          ? Intent.none().respond(JobRecords.status(open(step).job()))
          : change(step);
      case REPAIR -> change(step);
      case NOTIFY -> goOn(open(step), failingSince(step));
      case TIMEOUT -> timeout(step);
      case REMOVE -> throw new IllegalStateException("a removal runs no step");
    };
  }

  private Intent begin(JobPlan plan) {
    return records.publish(JobStep.begin(plan, now()))
        .metadata(JobRecords.metadata(plan.job(), Optional.empty())).timeoutNow();
  }

  private Intent change(Step step) {
    var request = records.request(step);
    if (request.isEmpty()) {
      return Intent.none().refuse("not understood: say status, pause, resume, repair, remove,"
          + " workers or workers N");
    }
    var job = open(step);
    var refusal = job.change(request.get());
    if (refusal.isPresent()) {
      return Intent.none().refuse(refusal.get());
    }
    var intent = goOn(job, failingSince(step));
    return job.job().getState() == JobState.REMOVED ? intent.remove() : intent;
  }

  private Intent timeout(Step step) throws InterruptedException {
    var job = open(step);
    if (!job.wantsDay()) {
      return goOn(job, Optional.empty());
    }
    try {
      job.found(Days.find(clockOf(job.job()), job.nextDay(), job.job().getLast(),
          job.job().getFirstDay()));
      return goOn(job, Optional.empty());
    } catch (ChainUnavailableException e) {
      var since = failingSince(step).orElseGet(this::now);
      if (now().isBefore(since.plus(DAY_PATIENCE))) {
        log.warn("the next day of job {} is not found, will ask again in {} s: {}",
            job.job().getJobId(), DAY_RETRY.toSeconds(), e.getMessage());
        return goOn(job, Optional.of(since)).timeoutAt(now().plus(DAY_RETRY));
      }
      var reason = "for " + DAY_PATIENCE.toMinutes() + " minutes nobody told where the day after"
          + " block " + (job.nextDay() - 1) + " ends: " + e.getMessage();
      job.fail(reason);
      return goOn(job, Optional.empty()).fail(reason);
    }
  }

  private ChainClock clockOf(Job job) {
    var found = chains.get(job.getChain());
    if (found == null) {
      throw new ChainUnavailableException("this planner has no endpoints for " + job.getChain()
          + ": start it with some");
    }
    return found;
  }

  /// Publishes what there is to, and sets the timer.
  ///
  /// @param failingSince when the search for the next day began to fail
  private Intent goOn(JobStep job, Optional<Instant> failingSince) {
    var intent = records.publish(job.changes())
        .metadata(JobRecords.metadata(job.job(), failingSince));
    if (job.job().getState() != JobState.RUNNING) {
      return intent.unsetTimer();
    }
    if (job.hasNext() || (job.wantsDay() && failingSince.isEmpty())) {
      return intent.timeoutNow();
    }
    return failingSince.isPresent() ? intent : intent.timeoutAt(now().plus(LOOK_AGAIN));
  }

  private JobStep open(Step step) {
    return board.step(records.job(step.process().auxState().orElseThrow()), now());
  }

  private static Optional<Instant> failingSince(Step step) {
    return Optional.ofNullable(step.process().metadata().get(JobRecords.FAILING_SINCE))
        .map(Instant::parse);
  }

  private Instant now() {
    return clock.instant();
  }
}
