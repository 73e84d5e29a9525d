package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.EarlierPage;
import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.IdsPage;
import io.gapless.schemas.record.ListProcesses;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.NewEvent;
import io.gapless.schemas.record.PageEvent;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessPage;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.PutProcess;
import io.gapless.schemas.record.ReadProcess;
import io.gapless.schemas.record.RemoveProcess;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.RetrySettings;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.StepIntent;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.StoredTask;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TasksPage;
import io.gapless.schemas.record.TimerAction;
import io.gapless.schemas.record.TimerActionKind;
import io.gapless.schemas.record.TraceProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final ProcessId ID = new ProcessId("orders", "1");
  private static final Instant NOW = Instant.ofEpochMilli(1_000);
  private static final TimerAction KEEP = new TimerAction(TimerActionKind.KEEP, null);
  private static final int LIMIT = 512 * 1024;
  /// Beside what is counted, nothing of much size is in an answer.
  private static final int MOST_BYTES = LIMIT + 10_000;

  private final InMemoryTable table = new InMemoryTable();
  private final Engine engine = new Engine(table);
  private long position;

  @BeforeEach
  void configure() {
    var _ = apply(ID, new ConfigureNamespace(new RetrySettings(1L, 1.0, null, null, List.of()),
        LostSteps.RETRY, 0, 1_000L, null, null));
  }

  @Test
  void showsAProcessWithAPartOfItsHistory() throws IOException {
    put(ID, new byte[0], 10, 1);

    var forward = page(new ReadProcess(new HistoryRange(3L, 2L, false), null));
    var backward = page(new ReadProcess(new HistoryRange(null, 3L, true), null));
    var none = page(new ReadProcess(new HistoryRange(null, 0L, false), null));

    assertThat(ids(forward)).containsExactly(4L, 5L);
    assertThat(forward.getMore()).as("all that was asked for is there").isFalse();
    assertThat(forward.getProcess().getLastEventId()).isEqualTo(10);
    assertThat(ids(backward)).containsExactly(10L, 9L, 8L);
    assertThat(none.getEvents()).isEmpty();
    assertThat(none.getMore()).isFalse();
  }

  @Test
  void pagesOfALongHistoryAreOfBoundedSizeAndMissNothing() throws IOException {
    put(ID, new byte[0], 1_500, 1_000);

    assertThat(readAll(false)).isEqualTo(LongStream.rangeClosed(1, 1_500).boxed().toList());
    assertThat(readAll(true)).isEqualTo(
        LongStream.rangeClosed(1, 1_500).map(number -> 1_501 - number).boxed().toList());
  }

  @Test
  void manySmallEventsAreParted() throws IOException {
    put(ID, new byte[0], 20_000, 0);

    assertThat(page(new ReadProcess(Life.ALL, null)).getEvents()).hasSizeBetween(4_000, 6_000);
  }

  @Test
  void aLargeStateComesWithoutEventsAndALargeEventAlone() throws IOException {
    put(ID, new byte[LIMIT], 2, LIMIT + 1);

    var first = page(new ReadProcess(Life.ALL, null));
    var second = page(new ReadProcess(Life.ALL, new EarlierPage(1L, position - 1)));
    var third =
        page(new ReadProcess(new HistoryRange(1L, null, false), new EarlierPage(1L, position - 1)));

    assertThat(first.getProcess().getAuxState().remaining()).isEqualTo(LIMIT);
    assertThat(first.getEvents()).isEmpty();
    assertThat(first.getMore()).isTrue();
    assertThat(second.getProcess()).isNull();
    assertThat(ids(second)).containsExactly(1L);
    assertThat(second.getMore()).isTrue();
    assertThat(ids(third)).containsExactly(2L);
    assertThat(third.getMore()).isFalse();
  }

  @Test
  void laterPagesShowNothingThatCameAfterTheFirst() throws IOException {
    put(ID, new byte[0], 3, 1);
    call();
    var shown = new EarlierPage(1L, position - 1);
    // by the number that it chose, it stands before those that are there
    complete(new NewEvent(-5L, null, Map.of(), ByteBuffer.allocate(1)),
        new NewEvent(null, null, Map.of(), ByteBuffer.allocate(1)));

    var later = page(new ReadProcess(new HistoryRange(null, 3L, false), shown));

    assertThat(ids(later)).containsExactly(1L, 2L, 3L);
    assertThat(ids(page(new ReadProcess(Life.ALL, null)))).containsExactly(-5L, 1L, 2L, 3L, 4L);
  }

  @Test
  void aProcessThatWasRemovedBetweenPagesIsNotFound() throws IOException {
    put(ID, new byte[0], 3, 1);
    var shown = new EarlierPage(1L, position - 1);
    var _ = apply(ID, new RemoveProcess());
    put(ID, new byte[0], 3, 1);

    assertThat(refusal(ID, new ReadProcess(Life.ALL, shown)))
        .isEqualTo(StepErrorKind.PROCESS_NOT_FOUND);
    assertThat(refusal(ID, new TraceProcess(0L, 1L))).isEqualTo(StepErrorKind.PROCESS_NOT_FOUND);
    assertThat(ids(page(new ReadProcess(Life.ALL, null)))).hasSize(3);
  }

  @Test
  void refusesWhatIsNotThereAndWhatHasNotBegun() {
    var nowhere = new ProcessId("nowhere", "1");
    for (Object read : List.of(new ReadProcess(Life.ALL, null), new TraceProcess(0L, null))) {
      assertThat(refusal(nowhere, read)).isEqualTo(StepErrorKind.NAMESPACE_NOT_FOUND);
      assertThat(refusal(ID, read)).isEqualTo(StepErrorKind.PROCESS_NOT_FOUND);
    }
    assertThat(refusal(nowhere, new ListProcesses("", 1)))
        .isEqualTo(StepErrorKind.NAMESPACE_NOT_FOUND);

    var _ = apply(ID, ask(StepOperation.INIT, 1));

    assertThat(refusal(ID, new ReadProcess(Life.ALL, null)))
        .isEqualTo(StepErrorKind.PROCESS_IS_INIT);
    assertThat(refusal(ID, new TraceProcess(0L, null))).isEqualTo(StepErrorKind.PROCESS_IS_INIT);
  }

  @Test
  void tracesTasksOfEveryKindInTheOrderOfTheirNumbers() throws IOException {
    put(ID, new byte[0], 1, 1, new TimerAction(TimerActionKind.SET_TIMEOUT, NOW.plusSeconds(9)));
    call();
    call();

    var page = trace(0);

    assertThat(page.getTasks()).extracting(StoredTask::getTaskId).containsExactly(1L, 2L, 3L, 4L);
    assertThat(page.getTasks()).extracting(StoredTask::getStatus).containsExactly(
        TaskStatus.FINISHED, TaskStatus.BLOCKED, TaskStatus.RUNNING, TaskStatus.WAITING);
    assertThat(page.getTasks()).allSatisfy(task -> assertThat(task.getWaiting()).isEmpty());
    assertThat(page.getMore()).isFalse();
    assertThat(trace(3).getTasks()).extracting(StoredTask::getTaskId).containsExactly(4L);
  }

  @Test
  void pagesOfALongTraceMissNothing() throws IOException {
    put(ID, new byte[0], 1, 1);
    // ended ones and waiting ones, of all sizes; the two kinds lie apart in the table
    int[] sizes = {200_000, 10, 300_000, 100, 400_000, 600_000, 1, 200_000};
    for (int size : sizes) {
      var _ = apply(ID, ask(StepOperation.CALL, size));
    }
    for (int i = 0; i < sizes.length / 2; i++) {
      complete();
    }
    for (int size : sizes) {
      var _ = apply(ID, ask(StepOperation.CALL, size));
    }

    var seen = new ArrayList<Long>();
    var page = trace(0);
    while (true) {
      page.getTasks().forEach(task -> seen.add(task.getTaskId()));
      if (!page.getMore()) {
        break;
      }
      page = trace(seen.getLast());
    }

    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 17).boxed().toList());
  }

  @Test
  void listsIdsInPages() throws IOException {
    for (int number = 0; number < 1_200; number++) {
      put(new ProcessId("orders", Integer.toString(number)), new byte[0], 0, 0);
    }

    var first = ids("", 1_100);
    var second = ids(first.getIds().getLast(), 100);
    var last = ids(second.getIds().getLast(), 1_000);

    assertThat(first.getIds()).hasSize(1_000).startsWith("0", "1", "2").endsWith("998", "999");
    assertThat(first.getMore()).isTrue();
    assertThat(second.getIds()).hasSize(100).startsWith("1000");
    assertThat(second.getMore()).as("as many as were asked for").isFalse();
    assertThat(last.getIds()).hasSize(100).endsWith("1199");
    assertThat(last.getMore()).isFalse();
    assertThat(ids("", 0).getIds()).isEmpty();
  }

  @Test
  void changesNothingEvenWhereItFails() {
    put(ID, new byte[0], 3, 1);
    long changes = table.changes();
    var spoilt = Keys.event(ID, 1, 2);
    table.put(spoilt, new byte[]{1, 2, 3});

    assertThat(refusal(ID, new ReadProcess(Life.ALL, null))).isEqualTo(StepErrorKind.INTERNAL);
    assertThat(refusal(ID, new ListProcesses("x".repeat(300), 1)))
        .isEqualTo(StepErrorKind.INTERNAL);
    assertThat(new Rows(table).process(ID).orElseThrow().getStatus())
        .isEqualTo(ProcessStatus.RUNNING);
    assertThat(table.changes()).isEqualTo(changes + 1);
  }

  @Test
  void isNotAnsweredWhereNobodyWaits() {
    put(ID, new byte[0], 3, 1);

    assertThat(engine.apply(new ProcessCommand(ID.namespace(), ID.id(), null,
        new ReadProcess(Life.ALL, null)), NOW, ++position)).isEmpty();
  }

  private List<Long> readAll(boolean backward) throws IOException {
    var seen = new ArrayList<Long>();
    var page = page(new ReadProcess(new HistoryRange(null, null, backward), null));
    var shown = new EarlierPage(1L, position - 1);
    seen.addAll(ids(page));
    while (page.getMore()) {
      page = page(new ReadProcess(new HistoryRange(seen.getLast(), null, backward), shown));
      seen.addAll(ids(page));
    }
    return seen;
  }

  private ProcessPage page(ReadProcess read) throws IOException {
    var bytes = answer(ID, read).getResponse();
    var page = ProcessPage.getDecoder().decode(bytes.duplicate());
    if (page.getEvents().size() != 1) {
      assertThat(bytes.remaining()).isLessThan(MOST_BYTES);
    }
    return page;
  }

  private TasksPage trace(long after) throws IOException {
    return TasksPage.getDecoder().decode(answer(ID, new TraceProcess(after, null)).getResponse());
  }

  private IdsPage ids(String after, int limit) throws IOException {
    return IdsPage.getDecoder().decode(answer(ID, new ListProcesses(after, limit)).getResponse());
  }

  private @Nullable StepErrorKind refusal(ProcessId id, Object read) {
    var error = answer(id, read).getError();
    return error == null ? null : error.getKind();
  }

  private StepAnswer answer(ProcessId id, Object read) {
    var effects = apply(id, read);
    assertThat(effects).hasSize(1);
    return ((Effect.Reply) effects.getFirst()).answer();
  }

  private void put(ProcessId id, byte[] auxState, int events, int bytes) {
    put(id, auxState, events, bytes, KEEP);
  }

  private void put(ProcessId id, byte[] auxState, int events, int bytes, TimerAction timer) {
    var payload = new byte[bytes];
    Arrays.fill(payload, (byte) 'x');
    var history = LongStream.rangeClosed(1, events).mapToObj(
        number -> new NewEvent(null, null, Map.of(), ByteBuffer.wrap(payload))).toList();
    var _ = apply(id, new PutProcess(ProcessStatus.RUNNING, null, ByteBuffer.wrap(auxState),
        Map.of("k", "v"), history, timer, false));
  }

  private void call() {
    var _ = apply(ID, ask(StepOperation.CALL, 1));
  }

  private void complete(NewEvent... events) {
    var running = new Rows(table).process(ID).orElseThrow().getRunning();
    var _ = apply(ID, new CompleteStep(1L, running.getTaskId(), running.getAttempt(),
        new StepIntent(List.of(events), KEEP, null, null, null, null, List.of(), null)));
  }

  private static AskStep ask(StepOperation operation, int bytes) {
    return new AskStep(operation, ByteBuffer.allocate(bytes), ByteBuffer.allocate(0), null,
        Life.ALL);
  }

  private List<Effect> apply(ProcessId id, Object body) {
    return engine.apply(new ProcessCommand(id.namespace(), id.id(),
        new ReplyTo("me", 0, position), body), NOW, position++);
  }

  private static List<Long> ids(ProcessPage page) {
    return page.getEvents().stream().map(PageEvent::getEventId).toList();
  }
}
