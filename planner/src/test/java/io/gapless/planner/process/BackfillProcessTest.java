package io.gapless.planner.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.planner.chain.FakeChain;
import io.gapless.planner.feed.JobBoard;
import io.gapless.planner.feed.LeafSizing;
import io.gapless.planner.job.JobPlan;
import io.gapless.processes.History;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.Action;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessView;
import io.gapless.processes.Request;
import io.gapless.processes.Step;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.TaskType;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BackfillProcessTest {

  private static final Instant START = Instant.parse("2024-01-30T12:00:00Z");
  private static final Topics TOPICS = Topics.withDefaults();
  private final RecordSerdes serdes = new RecordSerdes(new InMemoryRegistry());
  private final FakeChain chain = FakeChain.steady(3 * 1440, START, 60);
  private final JobRecords records = new JobRecords(serdes, TOPICS, _ -> 4);
  private final JobBoard board = new JobBoard(LeafSizing.withDefaults(4), 16);
  private Instant now = START;
  private final BackfillProcess process =
      new BackfillProcess(board, Map.of("evm-1", chain), records, () -> now);
  /// What the process keeps.
  private Optional<Payload> state = Optional.empty();
  private Map<String, String> metadata = Map.of();

  @Test
  void findsADayAndFeedsItsWorks() throws InterruptedException {
    begin();

    var fed = step(TaskType.TIMEOUT, Request.of(""));

    assertThat(works(fed)).hasSize(4);
    assertThat(job().getDays()).hasSize(1);
    assertThat(fed.action()).as("the next day is wanted at once")
        .isEqualTo(new Action.TimeoutAt(Instant.EPOCH));
    assertThat(metadata).containsEntry("state", "RUNNING").containsEntry("works", "4");
    var last = step(TaskType.TIMEOUT, Request.of(""));
    assertThat(job().getDays()).hasSize(2);
    assertThat(last.action()).as("a notification may be lost")
        .isEqualTo(new Action.TimeoutAt(now.plusSeconds(30)));
  }

  @Test
  void asksAgainForADayForAnHourThenFailsAndIsRepaired() throws InterruptedException {
    begin();
    chain.down(true);

    var first = step(TaskType.TIMEOUT, Request.of(""));
    assertThat(first.action()).isEqualTo(new Action.TimeoutAt(now.plusSeconds(10)));
    assertThat(job().getState()).isEqualTo(JobState.RUNNING);
    now = now.plus(Duration.ofMinutes(59));
    assertThat(step(TaskType.NOTIFY, Request.of("")).action()).isEqualTo(new Action.Keep());
    assertThat(step(TaskType.TIMEOUT, Request.of("")).failure()).isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    var failed = step(TaskType.TIMEOUT, Request.of(""));

    assertThat(failed.failure().orElseThrow())
        .startsWith("for 60 minutes nobody told where the day after block -1 ends: ");
    assertThat(job().getState()).isEqualTo(JobState.FAILED);
    assertThat(job().getReason()).isEqualTo(failed.failure().orElseThrow());

    chain.down(false);
    step(TaskType.REPAIR, Request.of("repair"));
    assertThat(job().getState()).isEqualTo(JobState.RUNNING);
    assertThat(works(step(TaskType.TIMEOUT, Request.of("")))).hasSize(4);
  }

  @Test
  void aDayThatIsFoundInTheEndForgetsTheFailures() throws InterruptedException {
    begin();
    chain.down(true);
    step(TaskType.TIMEOUT, Request.of(""));
    assertThat(metadata).containsKey("failing_since");

    chain.down(false);
    step(TaskType.TIMEOUT, Request.of(""));

    assertThat(metadata).doesNotContainKey("failing_since");
  }

  @Test
  void understandsTheWordsOfAPerson() throws InterruptedException {
    begin();

    step(TaskType.CALL, Request.of("pause"));
    assertThat(job().getState()).isEqualTo(JobState.PAUSED);
    step(TaskType.CALL, Request.of("resume"));
    assertThat(job().getState()).isEqualTo(JobState.RUNNING);
    step(TaskType.CALL, Request.of("workers 7"));
    assertThat(job().getWorkers()).isEqualTo(7);
    assertThat(step(TaskType.CALL, Request.of("status")).response().orElseThrow().text())
        .contains("state RUNNING\n", "workers 7\n", "last 4320\n");
    assertThat(step(TaskType.CALL, Request.of("stop")).refusal().orElseThrow())
        .startsWith("not understood: say status, pause");
    assertThat(step(TaskType.CALL, Request.of("remove")).action()).isEqualTo(new Action.Remove());
    assertThat(job().getState()).isEqualTo(JobState.REMOVED);
  }

  private void begin() throws InterruptedException {
    var job = Job.newBuilder().setJobId("a").setRequestId("r1").setChain("evm-1")
        .setDatasets(List.of("erc20_transfers")).setContracts(List.of()).setFirst(0).setLast(4320)
        .setFirstDay((int) START.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay())
        .setDays(List.of()).setVerify(Verdict.HEAD).setMaxAttempts(5)
        .setState(JobState.RUNNING).setReason("").setPlannedThrough(-1).setWorks(0)
        .setSubmittedAt(now).setUpdatedAt(now).build();
    var begun = step(TaskType.INIT, records.init(new JobPlan(job, List.of("a note"))));
    assertThat(begun.events()).hasSize(2)
        .anyMatch(event -> event.payload().text().contains("Note: a note."));
  }

  private Intent step(TaskType type, Request request) throws InterruptedException {
    var view = new ProcessView(BackfillProcess.id("a"), ProcessStatus.RUNNING,
        ProcessStatus.RUNNING, Optional.empty(), state, metadata, OptionalLong.empty(), 0,
        Optional.empty(), now, now);
    History none = _ -> {};
    var intent = process.process(
        new Step(type, request.args(), request.context(), view, none, "backfill/a/1/2", 1));
    state = intent.auxState().or(() -> state);
    metadata = intent.metadata().orElse(metadata);
    return intent;
  }

  private Job job() {
    return records.job(state.orElseThrow());
  }

  private List<RangeWork> works(Intent intent) {
    return intent.publications().stream()
        .filter(record -> record.topic().equals(TOPICS.work("evm-1")))
        .map(record -> serdes.decode(record.topic(), record.value().bytes(), RangeWork.class))
        .toList();
  }
}
