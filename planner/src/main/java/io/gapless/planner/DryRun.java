package io.gapless.planner;

import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.feed.LeafSizing;
import io.gapless.planner.job.Days;
import io.gapless.planner.job.JobResolver;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a job would be. Works and requests are estimates: how many logs the blocks hold decides how
/// leaves grow and what nodes refuse, and nobody knows that before asking. Making one asks nodes for
/// headers and touches nothing.
///
/// @param jobId the id that the job would have
/// @param first first block, inclusive
/// @param last last block, inclusive
/// @param days UTC days from the first block's to the last one's, those without blocks included
/// @param works leaves; exact bounds would need every day's
/// @param requests requests to nodes
/// @param notes what the user has to know of how the bounds were found, a sentence each
public record DryRun(
    String jobId,
    long first,
    long last,
    long days,
    Estimate works,
    Requests requests,
    List<String> notes) {

  private static final long SPOT_CHECK_EVERY = 1000;
  private static final long SPOT_CHECKS_AT_LEAST = 20;
  /// Header and receipts.
  private static final long REQUESTS_A_PROOF = 2;

  /// A number that is somewhere between two others, both inclusive.
  public record Estimate(long atLeast, long atMost) {

    private Estimate plus(long low, long high) {
      return new Estimate(atLeast + low, atMost + high);
    }
  }

  /// What each verdict would cost, whichever was asked for.
  public record Requests(Estimate head, Estimate bloom, Estimate root) {}

  /// Takes a copy of the notes.
  public DryRun { notes = List.copyOf(notes); }

  /// How nodes are expected to be asked.
  ///
  /// @param windowBlocks blocks that one request for logs may span
  /// @param batch headers or receipts that go into one request
  public record Assumptions(long windowBlocks, int batch) {

    /// Refuses what makes no sense with an [IllegalArgumentException].
    public Assumptions {
      if (windowBlocks < 1 || batch < 1) {
        throw new IllegalArgumentException(
            "windowBlocks or batch < 1: " + windowBlocks + ", " + batch);
      }
    }
  }

  /// Looks a job over; asks nodes for a handful of headers.
  ///
  /// @throws io.gapless.planner.job.JobRefusedException if the job cannot be done as asked
  /// @throws io.gapless.planner.chain.ChainUnavailableException if no node answers
  public static DryRun of(JobSpecification asked, ChainClock clock, LeafSizing sizing,
      Assumptions assumptions, Instant now) throws InterruptedException {
    var resolver =
        new JobResolver(Map.of(asked.getChain(), clock), PlannerConfig.FINALITY_DEPTH);
    var plan = resolver.resolve("", asked, now);
    Job job = plan.job();
    long blocks = job.getLast() - job.getFirst() + 1;
    long days = Days.epochDay(clock.timeOf(job.getLast())) - job.getFirstDay() + 1L;
    Estimate works = works(job, blocks, days, sizing.of(job.getChain()));
    return new DryRun(job.getJobId(), job.getFirst(), job.getLast(), days, works,
        requests(works, blocks, questions(job), assumptions), plan.notes());
  }

  private static Estimate works(Job job, long blocks, long days, LeafSizing sizing) {
    Long fixed = job.getRangeSize();
    long largest = fixed != null ? fixed : sizing.mostBlocks();
    long smallest = fixed != null ? fixed : sizing.firstGuess(blocks);
    // each day but the last may end with a leaf that is not full
    return new Estimate(pieces(blocks, largest),
        Math.min(blocks, pieces(blocks, smallest) + days - 1));
  }

  /// How often a window is asked for: once for each topic where a party may stand.
  private static int questions(Job job) {
    return job.getParties().isEmpty()
        ? 1
        : Datasets.all().partyTopics(job.getDatasets()).size();
  }

  /// Each leaf asks for its logs in windows, and at worst for the headers of all its blocks.
  private static Requests requests(Estimate works, long blocks, int questions,
      Assumptions assumptions) {
    long windows = pieces(blocks, assumptions.windowBlocks());
    long headers = pieces(blocks, assumptions.batch());
    long checks = Math.min(blocks, Math.max(SPOT_CHECKS_AT_LEAST, blocks / SPOT_CHECK_EVERY));
    var logs = new Estimate(questions * Math.max(works.atLeast(), windows),
        questions * (works.atMost() + windows));
    return new Requests(
        logs.plus(checks * REQUESTS_A_PROOF, headers + checks * REQUESTS_A_PROOF),
        logs.plus(headers + checks * REQUESTS_A_PROOF,
            headers + works.atMost() + checks * REQUESTS_A_PROOF),
        new Estimate(headers * REQUESTS_A_PROOF, blocks * REQUESTS_A_PROOF));
  }

  private static long pieces(long blocks, long size) {
    return Math.ceilDiv(blocks, size);
  }
}
