package io.gapless.enricher.plan;

import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.WantedTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Cuts what is missing into batches, between blocks where that can be: who reads a block whole then
/// reads it once.
public final class Batches {

  private Batches() {}

  /// Works of these transactions.
  ///
  /// @param run id of the run that they are of
  /// @param next number of the first work
  /// @param transactions in the order of their blocks
  public static List<EnrichmentWork> cut(EnrichRequest request, String run, long next,
      List<WantedTransaction> transactions, Instant now) {
    var works = new ArrayList<EnrichmentWork>();
    int size = request.batch();
    for (int from = 0; from < transactions.size();) {
      int to = Math.min(transactions.size(), from + size);
      int cut = to;
      while (to < transactions.size() && cut > from
          && transactions.get(cut - 1).getBlockNumber() == transactions.get(to)
              .getBlockNumber()) {
        cut--;
      }
      to = cut == from ? to : cut;
      works.add(work(request, run, next + works.size(), transactions.subList(from, to), now));
      from = to;
    }
    return works;
  }

  private static EnrichmentWork work(EnrichRequest request, String run, long number,
      List<WantedTransaction> transactions, Instant now) {
    return EnrichmentWork.newBuilder().setJobId(run).setNumber(number)
        .setChain(request.chain()).setTransactions(List.copyOf(transactions))
        .setCalls(request.calls()).setDelayMillis(request.delayMillis())
        .setVerify(request.verify()).setAttempt(1)
        .setMaxAttempts(request.maxAttempts())
        .setMinVersion(ChronoUnit.MICROS.between(Instant.EPOCH, now)).setCreatedAt(now).build();
  }
}
