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
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.RangeWork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final LeafSizing SIZING = LeafSizing.withDefaults(4);
  private static final int OUTSTANDING = 16;
  private final Planner planner = new Planner(SIZING, OUTSTANDING, () -> NOW);

  @Test
  void cutsTheDaysOfAJobIntoDisjointLeavesWithoutAHole() {
    submit(job("a", 100, 399, 30));
    planner.found("a", new JobDay(0, 100L, 250L));
    planner.found("a", new JobDay(2, 251L, 399L));

    List<RangeWork> works = untilFed("a");

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
    submit(job("a", 0, 9));

    Changes changes = planner.take();

    assertThat(changes.jobs()).extracting(Job::getState).containsExactly(JobState.RUNNING);
    assertThat(changes.events()).extracting(LifecycleEvent::getEvent)
        .containsExactly("submitted", "resolved");
    assertThat(changes.events().getFirst().getDetail()).containsEntry("request_id", "r1");
    assertThat(planner.take().isEmpty()).isTrue();
  }

  @Test
  void givesEveryPartitionAWorkOfAShortJob() {
    submit(job("a", 0, 99));
    planner.found("a", new JobDay(0, 0L, 99L));

    assertThat(planner.take().works()).extracting(work -> work.getLast() - work.getFirst() + 1)
        .containsExactly(25L, 25L, 25L, 25L);
  }

  @Test
  void makesOneWorkOfASingleBlock() {
    submit(job("a", 7, 7));
    planner.found("a", new JobDay(0, 7L, 7L));

    assertThat(planner.take().works())
        .extracting(RangeWork::getFirst, RangeWork::getLast, RangeWork::getAttempt)
        .containsExactly(tuple(7L, 7L, 1));
  }

  @Test
  void keepsABoundedNumberOfWorksOpen() {
    submit(job("a", 0, 9_999, 10));
    planner.found("a", new JobDay(0, 0L, 9_999L));

    assertThat(planner.take().works()).as("before the first answer").hasSize(4);
    assertThat(planner.take().works()).isEmpty();
    planner.judged(verdict("a", "r1", 1, 3));
    assertThat(planner.take().works()).hasSize(OUTSTANDING - 3);
    planner.judged(verdict("a", "r1", 6, 11));
    assertThat(planner.take().works()).hasSize(5);
  }

  @Test
  void countsBothPartsOfALeafThatWasCut() {
    submit(job("a", 0, 9_999, 10));
    planner.found("a", new JobDay(0, 0L, 9_999L));
    planner.take();

    planner.judged(verdict("a", "r1", 3, 3));

    assertThat(planner.take().works()).hasSize(OUTSTANDING - 3);
  }

  @Test
  void feedsJobsInTurn() {
    submit(job("a", 0, 9_999, 10));
    submit(job("b", 0, 9_999, 10));
    planner.found("a", new JobDay(0, 0L, 9_999L));
    planner.found("b", new JobDay(0, 0L, 9_999L));

    assertThat(planner.take().works()).extracting(RangeWork::getJobId)
        .containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
  }

  @Test
  void goesOnExactlyWhereItWasAfterARestart() {
    submit(job("a", 0, 9_999, 10));
    planner.found("a", new JobDay(0, 0L, 4_999L));
    Changes before = planner.take();

    var restarted = new Planner(SIZING, OUTSTANDING, () -> NOW);
    restarted.restore(before.jobs().getFirst());
    restarted.judged(verdict("a", "r1", 4, 0));
    Changes after = restarted.take();

    RangeWork last = before.works().getLast();
    assertThat(after.works().getFirst().getFirst()).isEqualTo(last.getLast() + 1);
    assertThat(after.works().getFirst().getNumber()).isEqualTo(last.getNumber() + 1);
    assertThat(after.works()).hasSize(OUTSTANDING);
  }

  @Test
  void publishesNothingTwiceAfterARestartThatLostNoVerdict() {
    submit(job("a", 0, 9_999, 10));
    planner.found("a", new JobDay(0, 0L, 9_999L));
    Job stored = planner.take().jobs().getFirst();

    var restarted = new Planner(SIZING, OUTSTANDING, () -> NOW);
    restarted.judged(verdict("a", "r1", 0, 4));
    restarted.restore(stored);

    assertThat(restarted.take().works()).isEmpty();
  }

  @Test
  void asksForTheDayAfterTheLastItKnowsBeforeThatOneIsUsedUp() {
    submit(job("a", 10, 9_999, 10));

    assertThat(planner.wantedDays()).containsEntry("a", 10L);
    planner.found("a", new JobDay(0, 10L, 50L));
    assertThat(planner.wantedDays()).containsEntry("a", 51L);
    planner.found("a", new JobDay(1, 51L, 9_999L));
    assertThat(planner.wantedDays()).isEmpty();
  }

  @Test
  void doesNotLookForDaysThatAreFarAhead() {
    submit(job("a", 0, 100_000_000));
    planner.found("a", new JobDay(0, 0L, 50_000_000L));

    assertThat(planner.wantedDays()).isEmpty();
  }

  @Test
  void leavesOutADayThatDoesNotFollow() {
    submit(job("a", 0, 99, 10));

    planner.found("a", new JobDay(0, 5L, 99L));
    planner.found("gone", new JobDay(0, 0L, 99L));

    assertThat(planner.take().works()).isEmpty();
  }

  @Test
  void feedsNothingWhilePaused() {
    submit(job("a", 0, 9_999, 10));
    planner.found("a", new JobDay(0, 0L, 9_999L));
    planner.changed(request("r2", JobAction.PAUSE, "a"));

    Changes paused = planner.take();
    planner.changed(request("r3", JobAction.RESUME, "a"));
    Changes resumed = planner.take();

    assertThat(paused.works()).isEmpty();
    assertThat(paused.jobs().getFirst().getState()).isEqualTo(JobState.PAUSED);
    assertThat(paused.jobs().getFirst().getRequestId()).isEqualTo("r2");
    assertThat(resumed.works()).hasSize(4);
    assertThat(resumed.events()).extracting(LifecycleEvent::getEvent).containsExactly("running");
  }

  @Test
  void endsAJobThatIsCompleteAndCountsIt() {
    fedJob();

    planner.judged(complete("a", "r1", 10, 77));
    Changes changes = planner.take();

    assertThat(changes.jobs().getFirst().getState()).isEqualTo(JobState.COMPLETE);
    assertThat(changes.events().getFirst().getEvent()).isEqualTo("complete");
    assertThat(changes.events().getFirst().getDetail()).containsEntry("rows", "77")
        .containsEntry("blocks", "10").containsKey("duration_ms");
    assertThat(planner.take().isEmpty()).isTrue();
  }

  @Test
  void endsAJobWithGapsAndNamesThem() {
    fedJob();
    var verdict = complete("a", "r1", 7, 70);
    verdict.setBlocksAbandoned(3);
    verdict.setGaps(List.of(new Gap(4L, 6L, GapState.ABANDONED, 5, "no node has it", "")));

    planner.judged(verdict);
    Changes changes = planner.take();

    assertThat(changes.jobs().getFirst().getState()).isEqualTo(JobState.INCOMPLETE);
    assertThat(changes.jobs().getFirst().getReason())
        .isEqualTo("3 blocks are abandoned: 4..6; the first because no node has it");
    assertThat(changes.events().getFirst().getEvent()).isEqualTo("incomplete");
  }

  @Test
  void doesNotTakeAVerdictOnAnEarlierRequestForTheEnd() {
    fedJob();

    planner.judged(complete("a", "r0", 10, 77));

    assertThat(planner.take().isEmpty()).isTrue();
  }

  @Test
  void doesNotEndAJobThatIsNotFedWhole() {
    submit(job("a", 0, 9_999, 10));
    planner.found("a", new JobDay(0, 0L, 9_999L));
    planner.take();

    planner.judged(complete("a", "r1", 40, 77));

    assertThat(planner.take().events()).isEmpty();
  }

  @Test
  void showsACompleteJobAgainToWhoAsksForTheSame() {
    fedJob();
    planner.judged(complete("a", "r1", 10, 77));
    planner.take();

    planner.submitted(request("r2", JobAction.SUBMIT, ""), plan(job("a", 0, 9, 10)));
    Changes changes = planner.take();

    assertThat(changes.jobs().getFirst().getState()).isEqualTo(JobState.COMPLETE);
    assertThat(changes.jobs().getFirst().getRequestId()).isEqualTo("r2");
    assertThat(changes.works()).isEmpty();
  }

  @Test
  void runsAJobWithGapsAgain() {
    fedJob();
    var verdict = complete("a", "r1", 9, 77);
    verdict.setBlocksAbandoned(1);
    planner.judged(verdict);
    planner.take();

    planner.submitted(request("r2", JobAction.SUBMIT, ""), plan(job("a", 0, 9, 10)));
    Changes changes = planner.take();

    assertThat(changes.jobs().getFirst().getState()).isEqualTo(JobState.RUNNING);
    assertThat(changes.jobs().getFirst().getReason()).isEmpty();
    planner.judged(complete("a", "r2", 10, 80));
    assertThat(planner.take().jobs().getFirst().getState()).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void opensAnEndedJobAgainWhoseLeavesAnAuditSentBack() {
    fedJob();
    planner.judged(complete("a", "r1", 10, 77));
    assertThat(planner.take().jobs().getFirst().getState()).isEqualTo(JobState.COMPLETE);

    planner.judged(verdict("a", "r0", 0, 1));
    assertThat(planner.take().isEmpty()).as("of another request").isTrue();
    planner.judged(verdict("a", "r1", 0, 1));
    Changes changes = planner.take();

    assertThat(changes.jobs().getFirst().getState()).isEqualTo(JobState.RUNNING);
    assertThat(changes.jobs().getFirst().getRequestId()).isEqualTo("r1");
    assertThat(changes.events()).extracting(LifecycleEvent::getEvent).containsExactly("reopened");
    assertThat(planner.take().isEmpty()).isTrue();
    planner.judged(complete("a", "r1", 10, 77));
    assertThat(planner.take().jobs().getFirst().getState()).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void tellsFetchersWhatToProveAndWhomNotToTrust() {
    submit(job("a", 0, 9_999, 10));
    planner.found("a", new JobDay(0, 0L, 9_999L));
    assertThat(planner.take().works()).allSatisfy(work -> {
      assertThat(work.getSpotEvery()).as("at least twenty a job").isBetween(1L, 500L);
      assertThat(work.getDistrusted()).isEmpty();
    });

    var verdict = verdict("a", "r1", 4, 0);
    verdict.setDistrusted(List.of("bad#1"));
    planner.judged(verdict);

    assertThat(planner.take().works()).isNotEmpty()
        .allSatisfy(work -> assertThat(work.getDistrusted()).containsExactly("bad#1"));
  }

  @Test
  void goesOnWithARemovedJobThatIsAskedForAgain() {
    submit(job("a", 0, 9_999, 10));
    planner.found("a", new JobDay(0, 0L, 9_999L));
    planner.take();
    planner.changed(request("r2", JobAction.REMOVE, "a"));
    assertThat(planner.take().jobs().getFirst().getState()).isEqualTo(JobState.REMOVED);
    planner.changed(request("r3", JobAction.RESUME, "a"));
    assertThat(planner.take().events().getFirst().getMessage())
        .isEqualTo("job a was removed: submit it again");

    planner.submitted(request("r4", JobAction.SUBMIT, ""), plan(job("a", 0, 9_999, 10)));
    planner.judged(verdict("a", "r4", 4, 0));

    assertThat(planner.take().works().getFirst().getFirst()).isEqualTo(40);
  }

  @Test
  void rejectsAChangeOfAJobThatThereIsNot() {
    planner.changed(request("r9", JobAction.PAUSE, "nope"));

    LifecycleEvent event = planner.take().events().getFirst();

    assertThat(event.getEvent()).isEqualTo("rejected");
    assertThat(event.getId()).isEqualTo("r9");
    assertThat(event.getDetail()).containsEntry("request_id", "r9").containsKey("reason");
  }

  @Test
  void knowsTheRequestsThatItAnswered() {
    submit(job("a", 0, 9));

    assertThat(planner.answered("r1")).isTrue();
    assertThat(planner.answered("r2")).isFalse();
  }

  private void submit(Job job) {
    planner.submitted(request(job.getRequestId(), JobAction.SUBMIT, ""), plan(job));
  }

  private void fedJob() {
    submit(job("a", 0, 9, 10));
    planner.found("a", new JobDay(0, 0L, 9L));
    assertThat(planner.take().works()).hasSize(1);
  }

  /// Takes works, says that they are done, and so on, until the job is fed.
  private List<RangeWork> untilFed(String id) {
    var works = new ArrayList<RangeWork>();
    while (planner.job(id).orElseThrow().getPlannedThrough() < planner.job(id).orElseThrow()
        .getLast()) {
      works.addAll(planner.take().works());
      planner.judged(verdict(id, "r1", works.size(), 0));
    }
    return works;
  }
}
