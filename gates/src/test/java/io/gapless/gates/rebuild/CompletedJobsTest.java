package io.gapless.gates.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.gates.check.Profile;
import io.gapless.processes.Answer;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Request;
import io.gapless.processes.Requests;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletedJobsTest {

  private static final String REBUILD = CompletedJobs.onComplete(
      new RebuildRequest(MarketRows.MARKET, Profile.strict(), List.of(), false, "", 1800));
  private static final String FIRST = "a".repeat(16);
  private static final String SECOND = "b".repeat(16);

  private final Rebuild rebuild = new Rebuild();
  private final CompletedJobs jobs = new CompletedJobs(rebuild);

  @Test
  void beginsOnceAllJobsAreCompleteThatAskForTheSame() throws InterruptedException {
    jobs.seen(job(FIRST, JobState.COMPLETE, REBUILD, 1));
    jobs.seen(job(SECOND, JobState.RUNNING, REBUILD, 2));
    jobs.seen(job("c".repeat(16), JobState.RUNNING, null, 2));
    jobs.begin();
    jobs.begin();
    assertThat(rebuild.asked).singleElement().asString().startsWith("gates init {");

    jobs.seen(job(SECOND, JobState.COMPLETE, REBUILD, 3));
    jobs.begin();
    jobs.begin();

    assertThat(rebuild.asked).hasSize(3);
    assertThat(rebuild.asked.get(1)).isEqualTo("gates call stop");
    var words = rebuild.asked.getLast();
    assertThat(words).startsWith("rebuild init run ");
    var request = RebuildRequest.parse(words.substring("rebuild init run ".length()));
    assertThat(request.jobs()).containsExactly(FIRST, SECOND);
    assertThat(request.cause()).contains("aaaaaaaa, bbbbbbbb");
  }

  @Test
  void beginsAgainWhereAJobWasFetchedAgain() throws InterruptedException {
    jobs.seen(job(FIRST, JobState.COMPLETE, REBUILD, 1));
    jobs.begin();
    jobs.seen(job(FIRST, JobState.RUNNING, REBUILD, 2));
    jobs.begin();
    rebuild.refusals.add(StepErrorKind.PROCESS_NOT_FOUND);
    rebuild.refusals.add(StepErrorKind.PROCESS_ALREADY_EXISTS);
    rebuild.refusals.add(StepErrorKind.PROCESS_IS_ERROR);
    jobs.seen(job(FIRST, JobState.COMPLETE, REBUILD, 3));
    jobs.begin();

    assertThat(rebuild.asked).filteredOn(words -> words.startsWith("rebuild "))
        .extracting(words -> words.substring(0, words.indexOf(" run ")))
        .containsExactly("rebuild init", "rebuild init", "rebuild call", "rebuild repair");
  }

  @Test
  void asksAgainWhereARunIsNotDone() throws InterruptedException {
    rebuild.refusals.add(StepErrorKind.PROCESS_NOT_FOUND);
    rebuild.refusals.add(StepErrorKind.PROCESS_ALREADY_EXISTS);
    rebuild.refusals.add(StepErrorKind.REFUSED);
    jobs.seen(job(FIRST, JobState.COMPLETE, REBUILD, 1));
    jobs.begin();
    jobs.begin();

    assertThat(rebuild.asked).filteredOn(words -> words.startsWith("rebuild ")).hasSize(3);
  }

  @Test
  void leavesAloneWhatItDoesNotUnderstand() throws InterruptedException {
    jobs.seen(job(FIRST, JobState.COMPLETE, "rebuild {\"no\": 1}", 1));
    jobs.seen(job(SECOND, JobState.COMPLETE, "sing", 1));
    jobs.begin();

    assertThat(rebuild.asked).isEmpty();
  }

  private static Job job(String id, JobState state, @Nullable String onComplete, int second) {
    var at = Instant.ofEpochSecond(second);
    return Job.newBuilder().setJobId(id).setRequestId("r").setChain(MarketRows.CHAIN)
        .setDatasets(List.of("erc20_transfers")).setContracts(List.of()).setFirst(0).setLast(9)
        .setFirstDay(0).setDays(List.of()).setVerify(Verdict.HEAD).setMaxAttempts(5)
        .setState(state).setReason("").setPlannedThrough(9).setWorks(1).setSubmittedAt(at)
        .setUpdatedAt(at).setOnComplete(onComplete).build();
  }

  /// A rebuild's process that refuses what it is told to.
  private static final class Rebuild implements Requests {

    private final List<String> asked = new ArrayList<>();
    private final List<StepErrorKind> refusals = new ArrayList<>();

    @Override
    public Answer init(ProcessId id, Request request) {
      return answer(id, "init", request);
    }

    @Override
    public Answer call(ProcessId id, Request request) {
      return answer(id, "call", request);
    }

    @Override
    public Answer repair(ProcessId id, Request request) {
      return answer(id, "repair", request);
    }

    @Override
    public Answer simpleRepair(ProcessId id, Request request) {
      throw new AssertionError();
    }

    @Override
    public Answer notify(ProcessId id, Request request) {
      throw new AssertionError();
    }

    @Override
    public Answer put(ProcessId id, Import imported) {
      throw new AssertionError();
    }

    @Override
    public Answer remove(ProcessId id) {
      throw new AssertionError();
    }

    private Answer answer(ProcessId id, String how, Request request) {
      asked.add(id.namespace() + " " + how + " " + request.args().text());
      if (!refusals.isEmpty()) {
        throw new ProcessException(refusals.removeFirst(), "refused");
      }
      return new Answer(Optional.empty(), new Answer.Position(0, 0));
    }
  }
}
