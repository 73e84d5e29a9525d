package io.gapless.gates.rebuild;

import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.ProcessException;
import io.gapless.processes.Request;
import io.gapless.processes.Requests;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.StepErrorKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins the rebuild that jobs ask for, once all that ask for the same one are complete, and until
/// then has what is loaded watched.
///
/// Whoever follows the `jobs` topic tells it the jobs; after a restart it is told all of them again,
/// and the rebuild's process knows what it was begun for.
///
/// For one thread.
public final class CompletedJobs {

  /// What a job says that wants a rebuild, with the JSON of a [RebuildRequest] behind it.
  public static final String REBUILD = "rebuild ";
  private static final Logger log = LoggerFactory.getLogger(CompletedJobs.class);

  private final Requests processes;
  private final Map<String, Job> jobs = new HashMap<>();
  private final Set<String> begun = new HashSet<>();
  private final Set<String> watched = new HashSet<>();

  /// @param processes where rebuilds are asked for
  public CompletedJobs(Requests processes) {
    this.processes = processes;
  }

  /// What a job has to say to be followed by a rebuild.
  public static String onComplete(RebuildRequest request) {
    return REBUILD + request.json();
  }

  /// A job is like this now.
  public void seen(Job job) {
    var wanted = job.getOnComplete();
    if (wanted == null || !wanted.startsWith(REBUILD) || job.getState() == JobState.REMOVED) {
      jobs.remove(job.getJobId());
    } else {
      jobs.put(job.getJobId(), job);
    }
  }

  /// Begins what can begin. What is refused now, since a run is not done say, is tried again with the
  /// next call.
  public void begin() throws InterruptedException {
    for (var wanted : jobs.values().stream().map(Job::getOnComplete).distinct().toList()) {
      var asking = jobs.values().stream().filter(job -> wanted.equals(job.getOnComplete()))
          .sorted(Comparator.comparing(Job::getJobId)).toList();
      var request = wanted.substring(REBUILD.length());
      if (asking.stream().allMatch(job -> job.getState() == JobState.COMPLETE)) {
        begin(request, asking);
      } else if (asking.stream().anyMatch(job -> job.getState() == JobState.RUNNING)) {
        watch(request);
      }
    }
  }

  private void begin(String request, List<Job> asking) throws InterruptedException {
    var cause = cause(asking);
    if (begun.contains(cause)) {
      return;
    }
    try {
      var run = RebuildRequest.parse(request)
          .of(asking.stream().map(Job::getJobId).toList(), cause);
      endWatch(request, run);
      var _ = RebuildProcess.begin(processes, run);
      log.info("the rebuild of {} is asked for: {}", run.deployment().name(), cause);
      begun.add(cause);
    } catch (IllegalArgumentException e) {
      log.warn("jobs ask for a rebuild that cannot be: {}", e.getMessage());
      begun.add(cause);
    } catch (ProcessException | EngineUnavailableException e) {
      log.debug("the rebuild does not begin yet: {}", e.getMessage());
    }
  }

  private void watch(String request) throws InterruptedException {
    if (!watched.add(request)) {
      return;
    }
    try {
      var run = RebuildRequest.parse(request);
      if (run.watchSeconds() > 0) {
        var _ = processes.init(GateWatch.id(run.deployment().chain()), Request.of(request));
      }
    } catch (IllegalArgumentException e) {
      log.warn("jobs ask for a rebuild that cannot be: {}", e.getMessage());
    } catch (ProcessException | EngineUnavailableException e) {
      if (!isOf(e, StepErrorKind.PROCESS_ALREADY_EXISTS)) {
        watched.remove(request);
      }
    }
  }

  private void endWatch(String request, RebuildRequest run) throws InterruptedException {
    try {
      var _ = processes.call(GateWatch.id(run.deployment().chain()), Request.of(GateWatch.STOP));
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.PROCESS_NOT_FOUND) {
        throw e;
      }
    }
    watched.remove(request);
  }

  private static boolean isOf(RuntimeException e, StepErrorKind kind) {
    return e instanceof ProcessException refusal && refusal.kind() == kind;
  }

  /// The jobs, and when the last of them was complete.
  private static String cause(List<Job> jobs) {
    var ids = jobs.stream().map(job -> job.getJobId().substring(0, 8)).toList();
    var last = jobs.stream().map(Job::getUpdatedAt).max(Comparator.naturalOrder()).orElseThrow();
    return "jobs " + String.join(", ", ids) + " complete at " + last;
  }
}
