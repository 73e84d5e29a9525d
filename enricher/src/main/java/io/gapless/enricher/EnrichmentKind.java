package io.gapless.enricher;

import io.gapless.fetcher.work.WorkKind;
import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.TransactionVerdict;
import io.gapless.schemas.topic.Topics;
import java.time.Instant;
import java.util.Map;

/// Works that are batches of transactions.
public final class EnrichmentKind implements WorkKind<EnrichmentWork, EnrichmentOutcome> {

  @Override
  public Class<EnrichmentWork> type() {
    return EnrichmentWork.class;
  }

  @Override
  public String jobId(EnrichmentWork work) {
    return work.getJobId();
  }

  @Override
  public long number(EnrichmentWork work) {
    return work.getNumber();
  }

  @Override
  public String topic(EnrichmentWork work, Topics topics) {
    return topics.enrich(work.getChain());
  }

  @Override
  public EnrichmentOutcome failed(EnrichmentWork work, String workerId, String reason,
      Instant started, Instant ended) {
    var outcome = new BatchOutcome(work, workerId, started);
    work.getTransactions().forEach(one -> outcome.failed(
        new TransactionVerdict(one.getBlockNumber(), one.getTxHash(), reason)));
    return outcome.build(BatchOutcome.Asked.NOTHING, reason, ended);
  }

  @Override
  public Instant completedAt(EnrichmentOutcome outcome) {
    return outcome.getCompletedAt();
  }

  @Override
  public String outcomes(Topics topics) {
    return topics.enrichments();
  }

  @Override
  public String key(EnrichmentOutcome outcome) {
    return outcome.getJobId() + "/" + outcome.getNumber();
  }

  @Override
  public EnrichmentOutcome at(EnrichmentOutcome outcome, Map<String, Long> last) {
    return EnrichmentOutcome.newBuilder(outcome).setOffsets(last).build();
  }
}
