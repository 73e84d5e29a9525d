package io.gapless.enricher;

import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.TransactionVerdict;
import io.gapless.schemas.record.WantedTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of a batch, put together while it is fetched.
///
/// For one thread.
public final class BatchOutcome {

  private final EnrichmentWork work;
  private final String workerId;
  private final Instant started;
  private final List<TransactionVerdict> absent = new ArrayList<>();
  private final List<TransactionVerdict> failed = new ArrayList<>();
  private long found;
  private long handedBack;

  /// What it took.
  ///
  /// @param requests sent
  /// @param calls in them
  /// @param blocks read whole
  public record Asked(long requests, long calls, long blocks) {

    /// Nobody was asked.
    public static final Asked NOTHING = new Asked(0, 0, 0);
  }

  public BatchOutcome(EnrichmentWork work, String workerId, Instant started) {
    this.work = work;
    this.workerId = workerId;
    this.started = started;
  }

  /// One came, and is among the records.
  public void found() {
    found++;
  }

  /// One is not on the chain where transfers name it.
  public void absent(TransactionVerdict why) {
    absent.add(why);
  }

  /// Nobody gave one.
  public void failed(TransactionVerdict why) {
    failed.add(why);
  }

  /// What is to be done about those that are left: another attempt as long as the batch has some, or
  /// one more where only room was lacking; else they have failed.
  ///
  /// @param lackedRoom the records outgrew their share
  /// @param reason what stood in the way
  public Optional<EnrichmentWork> handBack(Collection<WantedTransaction> left, boolean lackedRoom,
      String reason, Instant now) {
    if (left.isEmpty()) {
      return Optional.empty();
    }
    if (!lackedRoom && work.getAttempt() >= work.getMaxAttempts()) {
      left.forEach(one -> failed(
          new TransactionVerdict(one.getBlockNumber(), one.getTxHash(), reason)));
      return Optional.empty();
    }
    handedBack = left.size();
    return Optional.of(EnrichmentWork.newBuilder(work).setTransactions(List.copyOf(left))
        .setAttempt(work.getAttempt() + 1)
        .setMaxAttempts(work.getMaxAttempts() + (lackedRoom ? 1 : 0)).setCreatedAt(now).build());
  }

  /// The record of it.
  ///
  /// @param reason what stood in the way last; empty if nothing did
  public EnrichmentOutcome build(Asked asked, String reason, Instant ended) {
    return EnrichmentOutcome.newBuilder().setJobId(work.getJobId()).setChain(work.getChain())
        .setNumber(work.getNumber()).setAttempt(work.getAttempt())
        .setWanted(work.getTransactions().size()).setFound(found).setHandedBack(handedBack)
        .setAbsent(absent).setFailed(failed).setReason(reason).setOffsets(Map.of())
        .setRequests(asked.requests()).setCalls(asked.calls()).setBlocks(asked.blocks())
        .setWorkerId(workerId).setStartedAt(started).setCompletedAt(ended)
        .setVersion(version(work, started)).setCreatedAt(ended).setIsDeleted(false).build();
  }

  /// The version of a batch's rows, by which a later fetch replaces an earlier one: microseconds of the
  /// start, but never below what the work asks for.
  public static long version(EnrichmentWork work, Instant started) {
    return Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, started), work.getMinVersion());
  }
}
