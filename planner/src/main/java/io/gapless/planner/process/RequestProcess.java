package io.gapless.planner.process;

import io.gapless.planner.chain.ChainUnavailableException;
import io.gapless.planner.feed.Events;
import io.gapless.planner.job.JobPlan;
import io.gapless.planner.job.JobRefusedException;
import io.gapless.planner.job.JobResolver;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.Intent;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processor;
import io.gapless.processes.Request;
import io.gapless.processes.Requests;
import io.gapless.processes.Step;
import io.gapless.processes.StepFailedException;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.worker.Faults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A user's request as a process: resolves what was asked for, and has the job's process do it.
///
/// What cannot be done is told as an event `rejected`. A day later the process is removed.
public final class RequestProcess implements Processor {

  /// The namespace of requests.
  public static final String NAMESPACE = "requests";
  private static final Logger log = LoggerFactory.getLogger(RequestProcess.class);
  private static final Duration KEPT = Duration.ofDays(1);

  private final JobResolver resolver;
  private final Fleet fleet;
  private final Duration fetcherPatience;
  private final JobRecords records;
  private final CompletableFuture<? extends Requests> processes;
  private final InstantSource clock;

  /// @param fetcherPatience how long a submission waits for a fetcher that serves its chain
  /// @param processes of the engine that runs this, once it runs
  public RequestProcess(JobResolver resolver, Fleet fleet, Duration fetcherPatience,
      JobRecords records, CompletableFuture<? extends Requests> processes, InstantSource clock) {
    this.resolver = resolver;
    this.fleet = fleet;
    this.fetcherPatience = fetcherPatience;
    this.records = records;
    this.processes = processes;
    this.clock = clock;
  }

  /// The process of a request.
  public static ProcessId id(String requestId) {
    return new ProcessId(NAMESPACE, requestId);
  }

  @Override
  public Intent process(Step step) throws InterruptedException {
    return switch (step.type()) {
      // whoever reads requests does not wait for nodes
      case INIT -> Intent.none().timeoutNow().auxState(step.args());
      case TIMEOUT -> carryOut(step);
      case CALL, NOTIFY, REPAIR -> Intent.none().refuse("a request takes no requests");
      case REMOVE -> throw new IllegalStateException("a removal runs no step");
    };
  }

  private Intent carryOut(Step step) throws InterruptedException {
    var request = records.asked(step.process().auxState().orElseThrow());
    var ended = Intent.none().removeAt(clock.instant().plus(KEPT));
    try {
      if (request.getAction() == JobAction.SUBMIT) {
        submit(request);
      } else {
        tell(BackfillProcess.id(request.getJobId()), request);
      }
      return ended;
    } catch (JobRefusedException e) {
      return rejected(ended, request, String.valueOf(e.getMessage()));
    } catch (EngineUnavailableException e) {
      throw new StepFailedException("the job's process is not reached: " + e.getMessage(), e);
    } catch (StepFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      if (Faults.isPassing(e)) {
        throw e; // nobody's fault: this step is executed again
      }
      log.warn("request {} failed on a bug", request.getRequestId(), e);
      return rejected(ended, request, "the planner failed on it: " + e);
    }
  }

  private Intent rejected(Intent ended, JobRequest request, String reason) {
    return records.publish(ended, Events.rejected(request, reason, clock.instant()));
  }

  private void submit(JobRequest request) throws InterruptedException {
    var asked = request.getSpecification();
    if (asked == null) {
      throw new JobRefusedException("the submission has no specification");
    }
    var plan = plan(request, asked);
    plan.job().setOnComplete(request.getOnComplete());
    var id = BackfillProcess.id(plan.job().getJobId());
    try {
      var _ = requests().init(id, records.init(plan).withKey(request.getRequestId()));
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.PROCESS_ALREADY_EXISTS) {
        throw refused(request, e);
      }
      tell(id, request);
    }
  }

  private JobPlan plan(JobRequest request, JobSpecification asked)
      throws InterruptedException {
    try {
      resolver.check(asked);
      awaitFetcher(asked.getChain());
      return resolver.resolve(request.getRequestId(), asked, clock.instant());
    } catch (ChainUnavailableException e) {
      throw new JobRefusedException(e.getMessage() + ": check the endpoints, then ask again");
    }
  }

  /// Has the job's process do it, whether it works or has failed.
  private void tell(ProcessId id, JobRequest request) throws InterruptedException {
    var told = records.request(request).withKey(request.getRequestId());
    try {
      var _ = requests().call(id, told);
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.PROCESS_IS_ERROR) {
        throw refused(request, e);
      }
      repair(id, request, told);
    }
  }

  private void repair(ProcessId id, JobRequest request, Request told)
      throws InterruptedException {
    try {
      var _ = requests().repair(id, told);
    } catch (ProcessException e) {
      throw refused(request, e);
    }
  }

  private static RuntimeException refused(JobRequest request, ProcessException e) {
    return switch (e.kind()) {
      case PROCESS_NOT_FOUND -> new JobRefusedException("there is no job " + request.getJobId()
          + ": `gapless status` lists them");
      case TIMEOUT -> new StepFailedException("the job's process did not answer in time");
      case NAMESPACE_NOT_FOUND, PROCESS_IS_INIT, PROCESS_IS_RUNNING, PROCESS_IS_ERROR, INTERNAL ->
          new StepFailedException("the job's process: " + e.getMessage());
      case REFUSED, PROCESSOR, KEY_REUSED, PROCESS_ALREADY_EXISTS ->
          new JobRefusedException(String.valueOf(e.getMessage()));
    };
  }

  private Requests requests() throws InterruptedException {
    try {
      return processes.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the engine that runs this did not start", e);
    }
  }

  private void awaitFetcher(String chain) throws InterruptedException {
    if (!fleet.awaitServing(chain, fetcherPatience)) {
      var served = fleet.chains();
      throw new JobRefusedException("no running fetcher serves " + chain + (served.isEmpty()
          ? ", and none runs"
          : "; those that run serve " + String.join(", ", served))
          + ": start one with --rpc URL of " + chain);
    }
  }
}
