package io.gapless.planner;

import io.gapless.planner.RequestOffsets.Place;
import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.chain.ChainUnavailableException;
import io.gapless.planner.job.Days;
import io.gapless.planner.job.JobPlan;
import io.gapless.planner.job.JobRefusedException;
import io.gapless.planner.job.JobResolver;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobSpecification;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What has to be asked of nodes, each on a thread of its own; the answers are fetched by the loop.
final class Errands implements AutoCloseable {

  private final JobResolver resolver;
  private final Fleet fleet;
  private final Duration fetcherPatience;
  private final InstantSource clock;
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("plan-", 0).factory());

  Errands(JobResolver resolver, Fleet fleet, Duration fetcherPatience, InstantSource clock) {
    this.resolver = resolver;
    this.fleet = fleet;
    this.fetcherPatience = fetcherPatience;
    this.clock = clock;
  }

  /// What came of an errand.
  sealed interface Reply {

    /// A submission is resolved.
    record Resolved(Place place, JobRequest request, JobPlan plan) implements Reply {}

    /// A submission cannot be carried out.
    record Refused(Place place, JobRequest request, String reason) implements Reply {}

    /// A job's next day.
    record DayFound(String jobId, JobDay day) implements Reply {}

    /// A job's next day could not be found now.
    record DayNotFound(String jobId, String reason) implements Reply {}
  }

  /// Resolves a submission.
  void resolve(Place place, JobRequest request, JobSpecification asked) {
    threads.execute(() -> {
      try {
        resolver.check(asked);
        awaitFetcher(asked.getChain());
        var plan = resolver.resolve(request.getRequestId(), asked, clock.instant());
        replies.add(new Reply.Resolved(place, request, plan));
      } catch (JobRefusedException e) {
        replies.add(new Reply.Refused(place, request, reason(e)));
      } catch (ChainUnavailableException e) {
        replies.add(new Reply.Refused(place, request,
            reason(e) + ": check the endpoints, then ask again"));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        replies.add(new Reply.Refused(place, request, "the planner failed on it: " + e));
      }
    });
  }

  /// Finds a job's next day.
  ///
  /// @param first the block that it begins with
  void findDay(Job job, long first, ChainClock chain) {
    threads.execute(() -> {
      try {
        replies.add(new Reply.DayFound(job.getJobId(),
            Days.find(chain, first, job.getLast(), job.getFirstDay())));
      } catch (RuntimeException e) {
        replies.add(new Reply.DayNotFound(job.getJobId(),
            e instanceof ChainUnavailableException ? reason(e) : e.toString()));
      }
    });
  }

  /// The next answer that came in, if any; does not wait.
  Optional<Reply> next() {
    return Optional.ofNullable(replies.poll());
  }

  /// Interrupts what is under way, and waits for it.
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }

  private static String reason(RuntimeException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
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
