package io.gapless.cli.progress;

import io.gapless.cli.console.ExitCode;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.ReadBack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far a job is, at one moment.
///
/// @param first first block, inclusive
/// @param last last block, inclusive
/// @param reason why the state is what it is; empty where there is nothing to say
/// @param blocksDone blocks covered
/// @param blocksAbandoned blocks that are given up
/// @param rows rows covered, a dataset
/// @param verdicts blocks covered, a verdict
/// @param checks what was proven besides
/// @param elapsed since the job was submitted, to its end if it has ended
/// @param blocksPerSecond over the last while
/// @param rowsPerSecond over the last while; over all of it once it has ended
/// @param timeLeft at this rate; empty where it cannot be said
/// @param workers the fetchers of its chain that live
/// @param endpoints the nodes, as live workers report them
/// @param gaps leaves that are not covered now, at most 1000
public record JobProgress(String jobId, String chain, long first, long last, JobState state,
    String reason, long blocksDone, long blocksAbandoned, Map<String, Long> rows,
    Map<String, Long> verdicts, SpotChecks checks, long requests, long retries, long gapsFound,
    long gapsFilled,
    ReadBack readBack, Duration elapsed, double blocksPerSecond, double rowsPerSecond,
    Optional<Duration> timeLeft, List<WorkerProgress> workers, List<EndpointProgress> endpoints,
    List<Gap> gaps) {

  /// Copies lists and maps.
  public JobProgress {
    rows = Map.copyOf(rows);
    verdicts = Map.copyOf(verdicts);
    workers = List.copyOf(workers);
    endpoints = List.copyOf(endpoints);
    gaps = List.copyOf(gaps);
  }

  /// What the chain's people call its blocks.
  public String blocksWord() {
    return ChainFamily.ofChain(chain).block() + "s";
  }

  /// Blocks of the job.
  public long blocksTotal() {
    return last - first + 1;
  }

  /// Rows covered, of all datasets.
  public long rowsInAll() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Share of the blocks that is covered, 0 to 1.
  public double share() {
    return blocksTotal() <= 0 ? 1 : (double) blocksDone / blocksTotal();
  }

  /// Whether nothing more will happen to it by itself.
  public boolean ended() {
    return switch (state) {
      case RUNNING, PAUSED -> false;
      case COMPLETE, INCOMPLETE, FAILED, REMOVED -> true;
    };
  }

  /// What a command that ran it ends with.
  public int exitCode() {
    return switch (state) {
      case COMPLETE, RUNNING, PAUSED -> ExitCode.OK;
      case INCOMPLETE, FAILED, REMOVED -> ExitCode.FAILED;
    };
  }
}
