package io.gapless.planner.feed;

import io.gapless.planner.job.JobPlan;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.ReadBack;
import io.gapless.schemas.record.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Records for tests.
final class Samples {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Samples() {}

  static Job job(String id, long first, long last) {
    return Job.newBuilder().setJobId(id).setRequestId("r1").setChain("evm-1")
        .setDatasets(List.of("erc20_transfers")).setContracts(List.of()).setFirst(first)
        .setLast(last).setFirstDay(19_000).setDays(List.of()).setVerify(Verdict.HEAD)
        .setMaxAttempts(5).setState(JobState.RUNNING).setReason("").setPlannedThrough(first - 1)
        .setWorks(0).setSubmittedAt(NOW).setUpdatedAt(NOW).build();
  }

  static Job job(String id, long first, long last, long rangeSize) {
    Job job = job(id, first, last);
    job.setRangeSize(rangeSize);
    return job;
  }

  static JobPlan plan(Job job) {
    return new JobPlan(job, List.of());
  }

  static JobRequest request(String requestId, JobAction action, String jobId) {
    return JobRequest.newBuilder().setRequestId(requestId).setAction(action).setJobId(jobId)
        .setRequestedAt(NOW).build();
  }

  static JobVerdict verdict(String jobId, String requestId, long done, long open) {
    return JobVerdict.newBuilder().setJobId(jobId).setRequestId(requestId).setBlocksPlanned(0)
        .setBlocksCovered(0).setBlocksAbandoned(0).setWorksDone(done).setWorksOpen(open)
        .setRows(Map.of()).setVerdicts(Map.of()).setRequests(0).setRetries(0).setGapsFound(0)
        .setGapsFilled(0).setGaps(List.<Gap>of()).setReadBack(ReadBack.PENDING)
        .setComplete(false).setUpdatedAt(NOW).build();
  }

  static JobVerdict complete(String jobId, String requestId, long blocks, long rows) {
    JobVerdict verdict = verdict(jobId, requestId, 1, 0);
    verdict.setBlocksCovered(blocks);
    verdict.setRows(Map.of("erc20_transfers", rows));
    verdict.setComplete(true);
    return verdict;
  }
}
