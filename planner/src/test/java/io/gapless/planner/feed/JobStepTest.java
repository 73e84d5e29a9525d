package io.gapless.planner.feed;

import static io.gapless.planner.feed.Samples.NOW;
import static io.gapless.planner.feed.Samples.complete;
import static io.gapless.planner.feed.Samples.job;
import static io.gapless.planner.feed.Samples.plan;
import static io.gapless.planner.feed.Samples.request;
import static io.gapless.planner.feed.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobAction;
import io.gapless.schemas.record.JobDay;
import io.gapless.schemas.record.JobRequest;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobStepTest {

  private static final LeafSizing SIZING = LeafSizing.withDefaults(4);
  private static final int OUTSTANDING = 16;
  private final JobBoard board = new JobBoard(SIZING, OUTSTANDING);
  private JobLife life = new JobLife(board, job("a", 0, 9));

  @Test
  void cutsTheDaysOfAJobIntoDisjointLeavesWithoutAHole() {
    submit(job("a", 100, 399, 30));
    life.found(new JobDay(0, 100L, 250L));
    life.found(new JobDay(2, 251L, 399L));

    List<RangeWork> works = untilFed();

    assertThat(works.getFirst().getFirst()).isEqualTo(100);
    assertThat(works.getLast().getLast()).isEqualTo(399);
    for (int i = 1; i < works.size(); i++) {
      assertThat(works.get(i).getFirst()).isEqualTo(works.get(i - 1).getLast() + 1);
      assertThat(works.get(i).getNumber()).isEqualTo(i);
    }
    assertThat(works).allMatch(work -> work.getLast() - work.getFirst() < 30);
    assertThat(works).allMatch(work -> work.getDayIdx() == (work.getFirst() <= 250 ? 0 : 2));
    assertThat(works).anyMatch(work -> work.getLast() == 250);
  }

  @Test
  void saysWhatItMadeOfASubmission() {
    var changes = JobStep.begin(plan(job("a", 0, 9)), NOW);

    assertThat(changes.job().orElseThrow().getState()).isEqualTo(JobState.RUNNING);
    assertThat(changes.events()).extracting(LifecycleEvent::getEvent)
        .containsExactly("submitted", "resolved");
    assertThat(changes.events().getFirst().getDetail()).containsEntry("request_id", "r1");
    submit(changes.job().orElseThrow());
    assertThat(isEmpty(life.take())).isTrue();
  }

  @Test
  void saysWithTheEndWhatToStartThenAndKeepsItUnlessAskedForAnew() {
    Job asked = job("a", 0, 9);
    asked.setOnComplete("rebuild {}");
    submit(asked);
    life.found(new JobDay(0, 0L, 9L));
    life.take();

    life.change(request("r2", JobAction.SUBMIT, "a"));
    life.take();
    assertThat(life.job().getOnComplete()).isEqualTo("rebuild {}");
    JobRequest anew = request("r3", JobAction.SUBMIT, "a");
    anew.setOnComplete("rebuild {\"all\": true}");
    life.change(anew);
    life.take();
    board.judged(complete("a", "r3", 10, 5));
    Changes ended = life.take();

    assertThat(ended.job().orElseThrow().getState()).isEqualTo(JobState.COMPLETE);
    assertThat(ended.events()).extracting(event -> event.getDetail().get("on_complete"))
        .containsExactly("rebuild {\"all\": true}");
  }

  @Test
  void givesEveryPartitionAWorkOfAShortJob() {
    submit(job("a", 0, 99));
    life.found(new JobDay(0, 0L, 99L));

    assertThat(life.take().works()).extracting(work -> work.getLast() - work.getFirst() + 1)
        .containsExactly(25L, 25L, 25L, 25L);
  }

  @Test
  void makesOneWorkOfASingleBlock() {
    submit(job("a", 7, 7));
    life.found(new JobDay(0, 7L, 7L));

    assertThat(life.take().works())
        .extracting(RangeWork::getFirst, RangeWork::getLast, RangeWork::getAttempt)
        .containsExactly(tuple(7L, 7L, 1));
  }

  @Test
  void keepsABoundedNumberOfWorksOpen() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 9_999L));

    assertThat(life.take().works()).as("before the first answer").hasSize(4);
    assertThat(life.take().works()).isEmpty();
    board.judged(verdict("a", "r1", 1, 3));
    assertThat(life.take().works()).hasSize(OUTSTANDING - 3);
    board.judged(verdict("a", "r1", 6, 11));
    assertThat(life.take().works()).hasSize(5);
  }

  @Test
  void countsBothPartsOfALeafThatWasCut() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 9_999L));
    life.take();

    board.judged(verdict("a", "r1", 3, 3));

    assertThat(life.take().works()).hasSize(OUTSTANDING - 3);
  }

  @Test
  void goesOnExactlyWhereItWasAfterARestart() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 4_999L));
    Changes before = life.take();

    var restarted = new JobBoard(SIZING, OUTSTANDING);
    restarted.judged(verdict("a", "r1", 4, 0));
    Changes after = new JobLife(restarted, life.job()).take();

    RangeWork last = before.works().getLast();
    assertThat(after.works().getFirst().getFirst()).isEqualTo(last.getLast() + 1);
    assertThat(after.works().getFirst().getNumber()).isEqualTo(last.getNumber() + 1);
    assertThat(after.works()).hasSize(OUTSTANDING);
  }

  @Test
  void feedsNoMoreThanBeforeWhereNothingIsKnownOfTheCoverage() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 9_999L));
    life.take();

    assertThat(new JobLife(new JobBoard(SIZING, OUTSTANDING), life.job()).take().works())
        .isEmpty();
  }

  @Test
  void asksForTheDayAfterTheLastItKnowsBeforeThatOneIsUsedUp() {
    submit(job("a", 10, 9_999, 10));

    assertThat(life.wantedDay()).contains(10L);
    life.found(new JobDay(0, 10L, 50L));
    assertThat(life.wantedDay()).contains(51L);
    life.found(new JobDay(1, 51L, 9_999L));
    assertThat(life.wantedDay()).isEmpty();
  }

  @Test
  void doesNotLookForDaysThatAreFarAhead() {
    submit(job("a", 0, 100_000_000));
    life.found(new JobDay(0, 0L, 50_000_000L));

    assertThat(life.wantedDay()).isEmpty();
  }

  @Test
  void leavesOutADayThatDoesNotFollow() {
    submit(job("a", 0, 99, 10));

    life.found(new JobDay(0, 5L, 99L));

    assertThat(life.take().works()).isEmpty();
  }

  @Test
  void feedsNothingWhilePaused() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 9_999L));
    life.change(request("r2", JobAction.PAUSE, "a"));

    Changes paused = life.take();
    life.change(request("r3", JobAction.RESUME, "a"));
    Changes resumed = life.take();

    assertThat(paused.works()).isEmpty();
    assertThat(paused.job().orElseThrow().getState()).isEqualTo(JobState.PAUSED);
    assertThat(paused.job().orElseThrow().getRequestId()).isEqualTo("r2");
    assertThat(resumed.works()).hasSize(4);
    assertThat(resumed.events()).extracting(LifecycleEvent::getEvent).containsExactly("running");
  }

  @Test
  void endsAJobThatIsCompleteAndCountsIt() {
    fedJob();

    board.judged(complete("a", "r1", 10, 77));
    Changes changes = life.take();

    assertThat(changes.job().orElseThrow().getState()).isEqualTo(JobState.COMPLETE);
    assertThat(changes.events().getFirst().getEvent()).isEqualTo("complete");
    assertThat(changes.events().getFirst().getDetail()).containsEntry("rows", "77")
        .containsEntry("blocks", "10").containsKey("duration_ms");
    assertThat(isEmpty(life.take())).isTrue();
  }

  @Test
  void endsAJobWithGapsAndNamesThem() {
    fedJob();
    var verdict = complete("a", "r1", 7, 70);
    verdict.setBlocksAbandoned(3);
    verdict.setGaps(List.of(new Gap(4L, 6L, GapState.ABANDONED, 5, "no node has it", "")));

    board.judged(verdict);
    Changes changes = life.take();

    assertThat(changes.job().orElseThrow().getState()).isEqualTo(JobState.INCOMPLETE);
    assertThat(changes.job().orElseThrow().getReason())
        .isEqualTo("3 blocks are abandoned: 4..6; the first because no node has it");
    assertThat(changes.events().getFirst().getEvent()).isEqualTo("incomplete");
  }

  @Test
  void doesNotTakeAVerdictOnAnEarlierRequestForTheEnd() {
    fedJob();

    board.judged(complete("a", "r0", 10, 77));

    assertThat(isEmpty(life.take())).isTrue();
  }

  @Test
  void doesNotEndAJobThatIsNotFedWhole() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 9_999L));
    life.take();

    board.judged(complete("a", "r1", 40, 77));

    assertThat(life.take().events()).isEmpty();
  }

  @Test
  void showsACompleteJobAgainToWhoAsksForTheSame() {
    fedJob();
    board.judged(complete("a", "r1", 10, 77));
    life.take();

    life.change(submission("r2"));
    Changes changes = life.take();

    assertThat(changes.job().orElseThrow().getState()).isEqualTo(JobState.COMPLETE);
    assertThat(changes.job().orElseThrow().getRequestId()).isEqualTo("r2");
    assertThat(changes.works()).isEmpty();
  }

  @Test
  void runsAJobWithGapsAgain() {
    fedJob();
    var verdict = complete("a", "r1", 9, 77);
    verdict.setBlocksAbandoned(1);
    board.judged(verdict);
    life.take();

    life.change(submission("r2"));
    Changes changes = life.take();

    assertThat(changes.job().orElseThrow().getState()).isEqualTo(JobState.RUNNING);
    assertThat(changes.job().orElseThrow().getReason()).isEmpty();
    board.judged(complete("a", "r2", 10, 80));
    assertThat(life.take().job().orElseThrow().getState()).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void opensAnEndedJobAgainWhoseLeavesAnAuditSentBack() {
    fedJob();
    board.judged(complete("a", "r1", 10, 77));
    assertThat(life.take().job().orElseThrow().getState()).isEqualTo(JobState.COMPLETE);

    board.judged(verdict("a", "r0", 0, 1));
    assertThat(isEmpty(life.take())).as("of another request").isTrue();
    board.judged(verdict("a", "r1", 0, 1));
    Changes changes = life.take();

    assertThat(changes.job().orElseThrow().getState()).isEqualTo(JobState.RUNNING);
    assertThat(changes.job().orElseThrow().getRequestId()).isEqualTo("r1");
    assertThat(changes.events()).extracting(LifecycleEvent::getEvent).containsExactly("reopened");
    assertThat(isEmpty(life.take())).isTrue();
    board.judged(complete("a", "r1", 10, 77));
    assertThat(life.take().job().orElseThrow().getState()).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void tellsFetchersWhatToProveAndWhomNotToTrust() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 9_999L));
    assertThat(life.take().works()).allSatisfy(work -> {
      assertThat(work.getSpotEvery()).as("at least twenty a job").isBetween(1L, 500L);
      assertThat(work.getDistrusted()).isEmpty();
    });

    var verdict = verdict("a", "r1", 4, 0);
    verdict.setDistrusted(List.of("bad#1"));
    board.judged(verdict);

    assertThat(life.take().works()).isNotEmpty()
        .allSatisfy(work -> assertThat(work.getDistrusted()).containsExactly("bad#1"));
  }

  @Test
  void saysThatAJobIsRemoved() {
    fedJob();
    life.change(request("r2", JobAction.REMOVE, "a"));

    var changes = life.take();

    assertThat(changes.job().orElseThrow().getState()).isEqualTo(JobState.REMOVED);
    assertThat(changes.events()).extracting(LifecycleEvent::getEvent).containsExactly("removed");
    assertThat(board.needs()).isEmpty();
  }

  @Test
  void refusesToPauseWhatHasEnded() {
    fedJob();
    board.judged(complete("a", "r1", 10, 77));
    life.take();
    life.change(request("r2", JobAction.PAUSE, "a"));

    assertThat(isEmpty(life.take())).isTrue();
    assertThat(life.refusal()).contains("job a is COMPLETE: there is nothing to pause");
  }

  @Test
  void keepsAsFewWorksOpenAsItIsTold() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 9_999L));
    life.change(workers(2));
    assertThat(life.take().works()).hasSize(2);

    board.judged(verdict("a", "r2", 1, 1));
    assertThat(life.take().works()).hasSize(1);
    life.change(workers(null));
    assertThat(life.take().works()).hasSize(OUTSTANDING - 2);
    life.change(workers(0));
    life.take();
    assertThat(life.refusal()).contains("a job with 0 workers would stand still: give 1 or more,"
        + " or pause it");
  }

  @Test
  void aJobThatFailedIsTakenUpAgain() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 9_999L));
    life.fail("no node tells");
    var failed = life.take();
    assertThat(failed.job().orElseThrow().getState()).isEqualTo(JobState.FAILED);
    assertThat(failed.works()).isEmpty();
    assertThat(failed.events().getFirst().getMessage()).isEqualTo(
        "Job a failed: no node tells. `gapless repair a` takes it up again.");

    life.change(request("r2", JobAction.REPAIR, "a"));

    var repaired = life.take();
    assertThat(repaired.job().orElseThrow().getState()).isEqualTo(JobState.RUNNING);
    assertThat(repaired.job().orElseThrow().getReason()).isEmpty();
    assertThat(repaired.works()).hasSize(4);
  }

  @Test
  void aStepIsNeededWhereAQuarterOfTheWorksIsDoneOrTheJobHasEnded() {
    submit(job("a", 0, 9_999, 10));
    life.found(new JobDay(0, 0L, 9_999L));
    life.take();
    board.judged(verdict("a", "r1", 1, 3));
    life.take();
    board.judged(verdict("a", "r1", 4, 13));
    assertThat(board.needs()).as("of 16 only 3 are free").isEmpty();

    board.judged(verdict("a", "r1", 5, 12));
    assertThat(board.needs()).containsExactly("a");
    assertThat(board.needs()).as("told once").isEmpty();
    board.untold("a");
    assertThat(board.needs()).containsExactly("a");
    life.take();
    assertThat(board.needs()).isEmpty();

    fedJob();
    board.judged(complete("a", "r1", 10, 77));
    assertThat(board.needs()).containsExactly("a");
  }

  private static JobRequest workers(@Nullable Integer count) {
    var request = request("r2", JobAction.WORKERS, "a");
    request.setWorkers(count);
    return request;
  }

  private static boolean isEmpty(Changes changes) {
    return changes.job().isEmpty() && changes.works().isEmpty() && changes.events().isEmpty();
  }

  private void submit(Job job) {
    life = new JobLife(board, job);
  }

  private void fedJob() {
    submit(job("a", 0, 9, 10));
    life.found(new JobDay(0, 0L, 9L));
    assertThat(life.take().works()).hasSize(1);
  }

  private static JobRequest submission(String requestId) {
    return request(requestId, JobAction.SUBMIT, "");
  }

  /// Takes works, says that they are done, and so on, until the job is fed.
  private List<RangeWork> untilFed() {
    var works = new ArrayList<RangeWork>();
    while (life.job().getPlannedThrough() < life.job().getLast()) {
      works.addAll(life.take().works());
      board.judged(verdict("a", "r1", works.size(), 0));
    }
    return works;
  }
}
