package io.gapless.cli.progress;

import io.gapless.schemas.record.EndpointReport;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.ReadBack;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkerState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Records of one job of 10,000 blocks that was submitted at [#START].
final class Samples {

  static final Instant START = Instant.parse("2024-01-31T12:00:00Z");

  private Samples() {}

  static Job job(JobState state, String requestId, Instant updatedAt) {
    return Job.newBuilder().setJobId("job-1").setRequestId(requestId).setChain("evm-1")
        .setDatasets(List.of("erc20_transfers")).setContracts(List.of()).setFirst(0)
        .setLast(9_999).setFirstDay(19_000).setDays(List.of()).setRangeSize(null)
        .setVerify(Verdict.HEAD).setCorroborate(false).setMaxAttempts(5).setState(state)
        .setReason("").setPlannedThrough(9_999).setWorks(10).setSubmittedAt(START)
        .setUpdatedAt(updatedAt).build();
  }

  static JobVerdict verdict(long covered, Instant at) {
    return JobVerdict.newBuilder().setJobId("job-1").setRequestId("request-1")
        .setBlocksPlanned(10_000).setBlocksCovered(covered).setBlocksAbandoned(0)
        .setWorksDone(covered / 1_000).setWorksOpen(1)
        .setRows(Map.of("erc20_transfers", covered * 10, "erc721_transfers", covered))
        .setVerdicts(covered == 0 ? Map.of() : Map.of("HEAD", covered - 10, "ROOT", 10L))
        .setSpotChecks(20).setSpotUnproven(1).setDistrusted(List.of("other#4567cdef"))
        .setRequests(100).setRetries(4).setGapsFound(2).setGapsFilled(1)
        .setGaps(List.of(gap())).setReadBack(ReadBack.PENDING).setComplete(false).setUpdatedAt(at)
        .build();
  }

  static JobVerdict complete(Instant at) {
    var verdict = verdict(10_000, at);
    verdict.setGaps(List.of());
    verdict.setComplete(true);
    verdict.setReadBack(ReadBack.EQUAL);
    return verdict;
  }

  static Gap gap() {
    return Gap.newBuilder().setFirst(100).setLast(199).setState(GapState.ABANDONED).setAttempts(5)
        .setReason("result too large").setEndpoint("host#0123abcd").build();
  }

  static Heartbeat heartbeat(String worker, WorkerState state, Instant at) {
    return Heartbeat.newBuilder().setWorkerId(worker).setRole("fetcher").setState(state)
        .setLastBatch(1).setInFlight(1).setRows(1).setChains(List.of("evm-1"))
        .setEndpoints(List.of(EndpointReport.newBuilder().setEndpoint("host#0123abcd")
            .setState("OPERATING").setRate(12.5).setUsed(8).setLimit(25).setDemand(20)
            .setInFlight(3).setErrors(Map.of("THROTTLED", 3L))
            .setLacking(List.of("eth_getBlockReceipts")).setRequests(1_000).setRefusals(3)
            .setLatencyMillis(5).setHead(20_000).build()))
        .setStartedAt(at).setUpdatedAt(at).setVersion(1).setCreatedAt(at).setIsDeleted(false)
        .build();
  }
}
