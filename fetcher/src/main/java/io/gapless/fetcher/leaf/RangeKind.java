package io.gapless.fetcher.leaf;

import io.gapless.fetcher.work.WorkKind;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.topic.Topics;
import java.time.Instant;
import java.util.Map;

/// Works that are leaves of a range, told of as coverage.
public final class RangeKind implements WorkKind<RangeWork, RangeOutcome> {

  @Override
  public Class<RangeWork> type() {
    return RangeWork.class;
  }

  @Override
  public String jobId(RangeWork work) {
    return work.getJobId();
  }

  @Override
  public long number(RangeWork work) {
    return work.getNumber();
  }

  @Override
  public String topic(RangeWork work, Topics topics) {
    return topics.work(work.getChain());
  }

  @Override
  public RangeOutcome failed(RangeWork work, String workerId, String reason, Instant started,
      Instant ended) {
    return FailedOutcome.of(work, workerId, reason, started, ended);
  }

  @Override
  public Instant completedAt(RangeOutcome outcome) {
    return outcome.getCompletedAt();
  }

  @Override
  public String outcomes(Topics topics) {
    return topics.coverage();
  }

  @Override
  public String key(RangeOutcome outcome) {
    return outcome.getJobId() + "/" + outcome.getFirst();
  }

  @Override
  public RangeOutcome at(RangeOutcome outcome, Map<String, Long> last) {
    return RangeOutcome.newBuilder(outcome).setOffsets(last).build();
  }
}
