package io.gapless.gapdetector.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gapless.schemas.record.DayCheckpoint;
import io.gapless.schemas.record.DayStatus;
import io.gapless.schemas.record.Finding;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.ReadBack;
import io.gapless.schemas.record.Segment;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WorkCause;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.work.SpotChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CoverageFoldTest {

  private static final long HOUR = 3_600_000;

  private final TreeTable table = new TreeTable();
  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final List<Decision> decisions = new ArrayList<>();
  private CoverageFold fold = newFold();
  private long now = 1_000_000;

  @Test
  void countsALeafOnceHoweverOftenItIsHeardOf() {
    job("r1", JobState.RUNNING);
    for (int i = 0; i < 3; i++) {
      publish(Samples.work(0, 9, 1));
      answer(Samples.covered(0, 9, 5));
    }

    var verdict = verdict();

    assertThat(verdict.getBlocksPlanned()).isEqualTo(10);
    assertThat(verdict.getBlocksCovered()).isEqualTo(10);
    assertThat(verdict.getWorksDone()).isEqualTo(1);
    assertThat(verdict.getWorksOpen()).isZero();
    assertThat(verdict.getRows()).containsEntry("erc20_transfers", 10L);
    assertThat(verdict.getVerdicts()).containsEntry("HEAD", 10L);
    assertThat(verdict.getRequests()).isEqualTo(2);
    assertThat(verdict.getCoverageVersion()).isEqualTo(5);
    assertThat(verdict.getOffsets()).containsEntry("gapless.transfers.erc20-0", 5L)
        .containsEntry("gapless.coverage-0", 7L);
  }

  @Test
  void takesTheOutcomeBeforeItsWork() {
    answer(Samples.covered(0, 9, 5));
    publish(Samples.work(0, 9, 1));
    job("r1", JobState.RUNNING);

    assertThat(verdict().getBlocksCovered()).isEqualTo(10);
    assertThat(verdict().getWorksOpen()).isZero();
  }

  @Test
  void replacesAnOlderOutcomeAndIgnoresAnOlderOne() {
    job("r1", JobState.RUNNING);
    publish(Samples.work(0, 9, 1));
    answer(RangeOutcome.newBuilder(Samples.covered(0, 9, 5))
        .setRowCounts(java.util.Map.of("erc20_transfers", 3L)).build());
    answer(Samples.covered(0, 9, 8));
    answer(Samples.failed(0, 9, 1, 7));

    assertThat(verdict().getRows()).containsEntry("erc20_transfers", 10L);
    assertThat(verdict().getCoverageVersion()).isEqualTo(8);
    assertThat(verdict().getBlocksCovered()).isEqualTo(10);
  }

  @Test
  void opensTheRestOfACutLeaf() {
    job("r1", JobState.RUNNING);
    publish(Samples.work(0, 9, 1));
    answer(Samples.cut(0, 3, 9, 5));

    assertThat(verdict().getBlocksPlanned()).isEqualTo(10);
    assertThat(verdict().getBlocksCovered()).isEqualTo(4);
    assertThat(verdict().getWorksOpen()).isEqualTo(1);

    answer(Samples.covered(4, 9, 6));

    assertThat(verdict().getBlocksCovered()).isEqualTo(10);
    assertThat(verdict().getWorksOpen()).isZero();
  }

  @Test
  void takesTheRestOfACutLeafBeforeTheCut() {
    job("r1", JobState.RUNNING);
    publish(Samples.work(0, 9, 1));
    answer(Samples.covered(7, 9, 7));
    answer(Samples.cut(4, 6, 9, 6));
    answer(Samples.cut(0, 3, 9, 5));

    assertThat(verdict().getBlocksPlanned()).isEqualTo(10);
    assertThat(verdict().getBlocksCovered()).isEqualTo(10);
    assertThat(verdict().getWorksOpen()).isZero();
  }

  @Test
  void dropsTheLeavesThatALaterFetchOfTheWholeCovers() {
    job("r1", JobState.RUNNING);
    publish(Samples.work(0, 9, 1));
    answer(Samples.cut(0, 3, 9, 5));
    answer(Samples.covered(4, 9, 6));
    answer(Samples.covered(0, 9, 8));
    publish(Samples.work(4, 9, 1));
    answer(Samples.covered(4, 9, 9));

    assertThat(verdict().getBlocksCovered()).isEqualTo(10);
    assertThat(verdict().getRows()).containsEntry("erc20_transfers", 10L);
    assertThat(verdict().getWorksDone()).isEqualTo(1);
    assertThat(verdict().getWorksOpen()).isZero();
  }

  @Test
  void fetchesAFailedLeafAgainAfterAWaitThatGrows() {
    job("r1", JobState.RUNNING);
    publish(Samples.work(0, 9, 1));
    answer(Samples.failed(0, 9, 1, 5));

    assertThat(emitted(now)).isEmpty();
    assertThat(verdict().getGaps()).extracting(Gap::getState)
        .containsExactly(GapState.RETRYING);
    now += 1_250;
    var second = emitted(now);

    assertThat(second).singleElement().satisfies(work -> {
      assertThat(work.getAttempt()).isEqualTo(2);
      assertThat(work.getCause()).isEqualTo(WorkCause.RETRY);
      assertThat(work.getMinVersion()).isEqualTo(6);
      assertThat(work.getNumber()).isZero();
      assertThat(work.getLast()).isEqualTo(9);
    });
    assertThat(events()).contains("gap-found");
    publish(second.getFirst());
    answer(Samples.failed(0, 9, 2, 9));
    assertThat(emitted(now + 1_900)).isEmpty();
    assertThat(emitted(now + 2_600)).extracting(RangeWork::getAttempt).containsExactly(3);

    answer(Samples.covered(0, 9, 12));

    assertThat(events()).contains("gap-filled");
    assertThat(verdict().getGapsFound()).isEqualTo(2);
    assertThat(verdict().getGapsFilled()).isEqualTo(1);
    assertThat(verdict().getGaps()).isEmpty();
  }

  @Test
  void abandonsALeafWhoseAttemptsAreUsedUpAndTriesAgainWhenTheJobIsResumed() {
    job("r1", JobState.RUNNING);
    coverAllBut(0);
    publish(Samples.work(0, 9, 1));
    for (int attempt = 1; attempt <= 3; attempt++) {
      answer(Samples.failed(0, 9, attempt, 100 + attempt));
      now += HOUR;
      emitted(now);
    }

    assertThat(events()).contains("abandoned", "covered");
    assertThat(verdict().getBlocksAbandoned()).isEqualTo(10);
    assertThat(verdict().getGaps()).singleElement().satisfies(gap -> {
      assertThat(gap.getState()).isEqualTo(GapState.ABANDONED);
      assertThat(gap.getAttempts()).isEqualTo(3);
      assertThat(gap.getReason()).isEqualTo("timed out");
    });
    assertThat(verdict().getComplete()).isFalse();
    find(Samples.readBack("r1", verdict().getCoverageVersion(), 90));
    assertThat(verdict().getComplete()).isTrue();
    assertThat(checkpoint(0).getStatus()).isEqualTo(DayStatus.INCOMPLETE);
    assertThat(checkpoint(1).getStatus()).isEqualTo(DayStatus.COMPLETE);

    job("r2", JobState.RUNNING);
    assertThat(verdict().getComplete()).isFalse();
    assertThat(emitted(now)).extracting(RangeWork::getAttempt).containsExactly(4);
    answer(Samples.failed(0, 9, 4, 200));

    assertThat(verdict().getBlocksAbandoned()).isZero();
    assertThat(emitted(now + HOUR)).extracting(RangeWork::getAttempt).containsExactly(5);
  }

  @Test
  void isCompleteOnlyOnceItWasReadBackOnTheSameCoverage() {
    job("r1", JobState.RUNNING);
    coverAllBut();

    find(Samples.readBack("r1", 3, 100));
    assertThat(verdict().getReadBack()).isEqualTo(ReadBack.PENDING);
    find(Samples.readBack("r0", verdict().getCoverageVersion(), 100));
    assertThat(verdict().getReadBack()).isEqualTo(ReadBack.PENDING);
    find(Samples.readBack("r1", verdict().getCoverageVersion(), 99));
    assertThat(verdict().getComplete()).isFalse();
    find(Samples.readBack("r1", verdict().getCoverageVersion(), 100));

    assertThat(verdict().getReadBack()).isEqualTo(ReadBack.EQUAL);
    assertThat(verdict().getComplete()).isTrue();
    assertThat(checkpoint(0).getStatus()).isEqualTo(DayStatus.COMPLETE);
    assertThat(checkpoint(0).getDay()).isEqualTo("2024-01-01");
  }

  @Test
  void fetchesLeavesAgainThatTheTablesDoNotHold() {
    job("r1", JobState.RUNNING);
    coverAllBut();

    find(Samples.readBack("r1", verdict().getCoverageVersion(), 99, 30L));

    assertThat(verdict().getReadBack()).isEqualTo(ReadBack.DIFFERENT);
    assertThat(verdict().getBlocksCovered()).isEqualTo(90);
    assertThat(emitted(now)).singleElement().satisfies(work -> {
      assertThat(work.getCause()).isEqualTo(WorkCause.AUDIT);
      assertThat(work.getFirst()).isEqualTo(30);
      assertThat(work.getMinVersion()).isEqualTo(41);
    });
    answer(RangeOutcome.newBuilder(Samples.covered(30, 39, 300)).setAttempt(2).build());
    find(Samples.readBack("r1", verdict().getCoverageVersion(), 100));
    assertThat(verdict().getComplete()).isTrue();
    assertThat(verdict().getGapsFilled()).isEqualTo(1);
  }

  @Test
  void abandonsALeafThatStaysDifferent() {
    job("r1", JobState.RUNNING);
    coverAllBut();
    for (int attempt = 1; attempt <= 3; attempt++) {
      find(Samples.readBack("r1", verdict().getCoverageVersion(), 99, 30L));
      emitted(now);
      answer(RangeOutcome.newBuilder(Samples.covered(30, 39, 300 + attempt))
          .setAttempt(attempt + 1).build());
    }

    find(Samples.readBack("r1", verdict().getCoverageVersion(), 99, 30L));

    assertThat(verdict().getGaps()).extracting(Gap::getState)
        .containsExactly(GapState.ABANDONED);
    assertThat(verdict().getReadBack()).as("the rest is yet to be counted")
        .isEqualTo(ReadBack.PENDING);
    find(Samples.readBack("r1", verdict().getCoverageVersion(), 90));
    assertThat(verdict().getComplete()).isTrue();
  }

  @Test
  void takesALeafThatWasPassedOverForMissingOnlyWhenFoundTwice() {
    job("r1", JobState.RUNNING);
    coverAllBut(20);
    publish(Samples.work(20, 29, 1));
    long version = verdict().getCoverageVersion();

    find(Samples.passed(version, now + 10));
    find(Samples.passed(version, now + 1_000));
    assertThat(emitted(now + HOUR)).isEmpty();
    find(Samples.passed(version - 1, now + 7_000));
    find(Samples.passed(version, now + 8_000));
    assertThat(emitted(now + HOUR)).isEmpty();
    find(Samples.passed(version, now + 14_000));

    assertThat(verdict().getGaps()).extracting(Gap::getState).containsExactly(GapState.MISSING);
    assertThat(emitted(now)).singleElement().satisfies(work -> {
      assertThat(work.getCause()).isEqualTo(WorkCause.GAP);
      assertThat(work.getAttempt()).isEqualTo(2);
    });
  }

  @Test
  void findsARangeWhoseWorkWasNeverSeen() {
    job("r1", JobState.RUNNING);
    coverAllBut(40, 50);

    find(Samples.passed(verdict().getCoverageVersion(), now));
    find(Samples.passed(verdict().getCoverageVersion(), now + 6_000));

    assertThat(emitted(now)).extracting(RangeWork::getFirst, RangeWork::getLast,
        RangeWork::getDayIdx, RangeWork::getAttempt)
        .containsExactlyInAnyOrder(tuple(40L, 49L, 0, 1),
            tuple(50L, 59L, 1, 1));
  }

  @Test
  void publishesNothingOfAPausedJobAndGoesOnWhenItRuns() {
    job("r1", JobState.RUNNING);
    publish(Samples.work(0, 9, 1));
    answer(Samples.failed(0, 9, 1, 5));
    job("r2", JobState.PAUSED);

    assertThat(emitted(now + HOUR)).isEmpty();

    job("r3", JobState.RUNNING);
    assertThat(emitted(now)).hasSize(1);
  }

  @Test
  void publishesNoMoreRangesACycleThanItMay() {
    job("r1", JobState.RUNNING);
    fold = new CoverageFold(state(), RetryPolicy.withDefaults().withRangesPerCycle(2));
    for (long first = 0; first < 100; first += 20) {
      answer(Samples.failed(first, first + 9, 1, 5));
    }

    assertThat(emitted(now + HOUR)).hasSize(2);
    assertThat(emitted(now + HOUR)).hasSize(2);
    assertThat(emitted(now + HOUR)).hasSize(1);
    assertThat(emitted(now + HOUR)).isEmpty();
  }

  @Test
  void countsLeavesThatFollowEachOtherAsOneRange() {
    job("r1", JobState.RUNNING);
    fold = new CoverageFold(state(), RetryPolicy.withDefaults().withRangesPerCycle(1));
    for (long first : new long[]{80, 10, 20, 0}) {
      answer(Samples.failed(first, first + 9, 1, 5));
    }
    var ends = new ArrayList<Long>();

    for (int cycle = 0; cycle < 2; cycle++) {
      emitted(now + HOUR).forEach(work -> ends.add(work.getLast()));
      ends.add(-1L);
    }

    assertThat(ends).containsExactlyInAnyOrder(9L, 19L, 29L, -1L, 89L, -1L);
    assertThat(tellings("gap-found")).anyMatch(told -> told.startsWith("0–29 fetched again"));
  }

  @Test
  void fetchesAgainWhatRestsOnAnEndpointThatAProofShowedToBeWrong() {
    job("r1", JobState.RUNNING);
    coverAllBut(0, 10, 20, 30, 40, 50);
    answer(Samples.coveredBy(0, 10, "good#1", "bad#2"));
    answer(Samples.coveredBy(10, 20, "good#1", "good#1"));
    answer(Samples.coveredBy(20, 30, "bad#2", "bad#2"));
    var proven = Samples.coveredBy(30, 40, "bad#2", "bad#2");
    proven.setSegments(List.of(
        new Segment(30L, 34L, "bad#2", 1000L, Verdict.ROOT, ""),
        new Segment(35L, 39L, "bad#2", 1000L, Verdict.HEAD, "other#3")));
    answer(proven);
    assertThat(verdict().getSpotChecks()).isEqualTo(8);
    assertThat(verdict().getSpotUnproven()).isEqualTo(4);

    answer(RangeOutcome.newBuilder(Samples.coveredBy(40, 50, "good#1", "good#1"))
        .setDistrusted(List.of("bad#2")).build());

    assertThat(verdict().getDistrusted()).containsExactly("bad#2");
    assertThat(verdict().getGaps()).extracting(Gap::getFirst, Gap::getState).containsExactly(
        tuple(0L, GapState.DIFFERENT), tuple(20L, GapState.DIFFERENT));
    assertThat(verdict().getSpotChecks()).isEqualTo(6);
    assertThat(tellings("endpoint-distrusted")).singleElement().asString()
        .contains("bad#2", "40–49").endsWith("again: 2");
    var works = emitted(now);
    assertThat(works).extracting(RangeWork::getFirst).containsExactly(0L, 20L);
    assertThat(works).allSatisfy(work -> {
      assertThat(work.getCause()).isEqualTo(WorkCause.AUDIT);
      assertThat(work.getDistrusted()).containsExactly("bad#2");
      assertThat(work.getSpotEvery())
          .isEqualTo(SpotChecks.every(Samples.job("r1", JobState.RUNNING))).isPositive();
    });
  }

  @Test
  void treatsALaterOutcomeOfADistrustedEndpointTheSameWayAndTellsItOnce() {
    job("r1", JobState.RUNNING);
    answer(RangeOutcome.newBuilder(Samples.coveredBy(0, 10, "good#1", "good#1"))
        .setDistrusted(List.of("bad#2")).build());
    for (int attempt = 1; attempt <= 3; attempt++) {
      answer(RangeOutcome.newBuilder(Samples.coveredBy(20, 20 + attempt, "good#1", "bad#2"))
          .setDistrusted(List.of("bad#2")).setAttempt(attempt).build());
      emitted(now);
    }

    assertThat(tellings("endpoint-distrusted")).hasSize(1);
    assertThat(verdict().getGaps()).singleElement().satisfies(gap -> {
      assertThat(gap.getFirst()).isEqualTo(20);
      assertThat(gap.getState()).as("whoever trusts it again and again is given up")
          .isEqualTo(GapState.ABANDONED);
      assertThat(gap.getReason()).contains("bad#2");
    });
  }

  @Test
  void givesALeafThatADistrustedEndpointSpoiltAFreshSetOfAttempts() {
    job("r1", JobState.RUNNING);
    answer(RangeOutcome.newBuilder(Samples.coveredBy(0, 10, "bad#2", "bad#2")).setAttempt(3)
        .build());
    answer(RangeOutcome.newBuilder(Samples.coveredBy(20, 20, "good#1", "good#1"))
        .setDistrusted(List.of("bad#2")).build());

    assertThat(emitted(now)).extracting(RangeWork::getAttempt).containsExactly(4);
  }

  @Test
  void fetchesAgainWhatSomebodyAskedForWhateverStateTheJobIsIn() {
    job("r1", JobState.RUNNING);
    coverAllBut();
    find(Samples.readBack("r1", verdict().getCoverageVersion(), 100));
    job("r1", JobState.COMPLETE);
    decisions.clear();

    find(Samples.audited(5_000, 30L, 70L));

    assertThat(decisions).as("said at once").hasAtLeastOneElementOfType(Decision.Judge.class);
    assertThat(tellings("audited")).hasSize(1);
    assertThat(emitted(now)).as("the planner has not opened the job again").isEmpty();
    assertThat(verdict().getWorksOpen()).isEqualTo(2);
    assertThat(verdict().getComplete()).isFalse();
    job("r1", JobState.RUNNING);
    assertThat(emitted(now)).extracting(RangeWork::getFirst, RangeWork::getMinVersion,
        RangeWork::getCause).containsExactly(tuple(30L, 5_000L, WorkCause.AUDIT),
            tuple(70L, 5_000L, WorkCause.AUDIT));
  }

  @Test
  void fetchesEveryLeafAgainThatNowHoldsABlockOfAnAuditedRange() {
    job("r1", JobState.RUNNING);
    answer(Samples.cut(0, 3, 9, 5));
    answer(Samples.covered(4, 9, 6));
    answer(Samples.covered(10, 29, 7));

    find(Samples.audited(0, 0L));
    find(Samples.audited(0, 15L));
    find(Samples.audited(0, 15L));

    assertThat(emitted(now)).extracting(RangeWork::getFirst).containsExactly(0L, 4L, 10L);
    assertThat(tellings("audited").getLast()).endsWith("again for that: 0");
  }

  @Test
  void forgetsARemovedJobAndWhatStillArrivesOfIt() {
    job("r1", JobState.RUNNING);
    publish(Samples.work(0, 9, 1));
    answer(Samples.failed(0, 9, 1, 5));

    decisions.clear();
    job("r2", JobState.REMOVED);
    answer(Samples.covered(0, 9, 9));

    assertThat(decisions).contains(new Decision.ForgetDay(Samples.JOB, 0),
        new Decision.ForgetDay(Samples.JOB, 1), new Decision.ForgetJob(Samples.JOB));
    assertThat(emitted(now + HOUR)).isEmpty();
    assertThat(table.size()).isEqualTo(1);
    job("r3", JobState.RUNNING);
    assertThat(verdict().getBlocksPlanned()).isZero();
  }

  @Test
  void saysAfterARestartWhatItDidNotGetToSay() {
    job("r1", JobState.RUNNING);
    publish(Samples.work(0, 9, 1));
    answer(Samples.covered(0, 9, 5));

    fold = newFold();

    assertThat(fold.flush(now)).hasSize(1);
    assertThat(fold.flush(now)).isEmpty();
    assertThat(fold.cycle(now)).hasSize(2);
    assertThat(newFold().cycle(now)).isEmpty();
  }

  private CoverageFold newFold() {
    return new CoverageFold(state(), RetryPolicy.withDefaults());
  }

  private CoverageState state() {
    return new CoverageState(table, serdes, "gapless.jobs");
  }

  private void job(String request, JobState state) {
    fold(new Fact.JobSeen(Samples.job(request, state)));
  }

  private void publish(RangeWork work) {
    fold(new Fact.WorkSeen(work));
  }

  private void answer(RangeOutcome outcome) {
    fold(new Fact.OutcomeSeen(outcome, "gapless.coverage-0", 7));
  }

  private void find(Finding finding) {
    fold(new Fact.Found(finding));
  }

  private void fold(Fact fact) {
    decisions.addAll(fold.fold(fact, now));
  }

  /// Covers the job's leaves of ten blocks but those that begin at `firsts`; a leaf's version is
  /// its first block + 10.
  private void coverAllBut(long... firsts) {
    for (long first = 0; first < 100; first += 10) {
      long leaf = first;
      if (LongStream.of(firsts).noneMatch(left -> left == leaf)) {
        publish(Samples.work(first, first + 9, 1));
        answer(Samples.covered(first, first + 9, first + 10));
      }
    }
  }

  private List<RangeWork> emitted(long at) {
    var cycle = fold.cycle(at);
    decisions.addAll(cycle);
    return cycle.stream().filter(Decision.Emit.class::isInstance)
        .map(decision -> ((Decision.Emit) decision).work()).toList();
  }

  private JobVerdict verdict() {
    decisions.addAll(fold.flush(now));
    return decisions.reversed().stream().filter(Decision.Judge.class::isInstance)
        .map(decision -> ((Decision.Judge) decision).verdict()).findFirst().orElseThrow();
  }

  private DayCheckpoint checkpoint(int dayIdx) {
    emitted(now);
    return decisions.reversed().stream().filter(Decision.Mark.class::isInstance)
        .map(decision -> ((Decision.Mark) decision).checkpoint())
        .filter(day -> day.getDayIdx() == dayIdx).findFirst().orElseThrow();
  }

  private List<String> tellings(String name) {
    return decisions.stream().filter(Decision.Tell.class::isInstance)
        .map(decision -> ((Decision.Tell) decision).event())
        .filter(event -> event.getEvent().equals(name)).map(LifecycleEvent::getMessage).toList();
  }

  private List<String> events() {
    return decisions.stream().filter(Decision.Tell.class::isInstance)
        .map(decision -> ((Decision.Tell) decision).event()).map(LifecycleEvent::getEvent)
        .toList();
  }
}
