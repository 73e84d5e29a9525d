package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.processes.Answer.Position;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.core.Engine;
import io.gapless.processes.core.InMemoryTable;
import io.gapless.processes.core.Rows;
import io.gapless.processes.core.TableUnavailableException;
import io.gapless.schemas.record.Mark;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.PutProcess;
import io.gapless.schemas.record.RemoveProcess;
import io.gapless.schemas.record.TimerAction;
import io.gapless.schemas.record.TimerActionKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.Test;

class StandbyReadsTest {

  private static final ProcessId ID = new ProcessId("orders", "42");
  private static final ProcessId UNKNOWN = new ProcessId("orders", "43");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final InMemoryTable table = new InMemoryTable();
  private final Engine engine = new Engine(table);
  private final LogEnds ends = new LogEnds();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Optional<Rows> copy = Optional.of(new Rows(table));
  private long now = 10 * SECOND;
  private long position;
  private final StandbyReads reads =
      new StandbyReads(_ -> copy, ends, () -> now, new EngineMetrics(registry));

  StandbyReadsTest() {
    apply("", Namespace.of("orders", _ -> {
      throw new AssertionError("no step is run");
    }).settings());
    apply("42", new PutProcess(ProcessStatus.RUNNING, "detail", null, Map.of(), List.of(),
        new TimerAction(TimerActionKind.KEEP, null), false));
  }

  @Test
  void aCopyThatIsYoungEnoughAnswers() {
    ends.saw(0, position, now - SECOND);

    assertThat(read(ID, atMost(2))).contains("detail");

    assertThat(counted("hit")).isEqualTo(1);
    assertThat(Objects.requireNonNull(
        registry.find("gapless.processes.standby.read.staleness").timer())
        .totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1_000);
  }

  @Test
  void oneThatIsTooOldDoesNot() {
    ends.saw(0, position, now - SECOND);

    assertThat(read(ID, atMost(0))).isEmpty();
    assertThat(read(ID, atMost(1))).isEmpty();

    ends.saw(0, position + 1, now);
    now += 2 * SECOND;
    assertThat(read(ID, atMost(2))).isEmpty();
    assertThat(read(ID, atMost(4))).contains("detail");
    assertThat(counted("miss")).isEqualTo(3);
  }

  @Test
  void oneOfUnknownAgeDoesNot() {
    assertThat(read(ID, atMost(1_000))).isEmpty();
    assertThat(read(ID, new Freshness.AtLeast(new Position(0, 0)))).isEmpty();
  }

  @Test
  void aPositionHasToBeInIt() {
    ends.saw(0, position, now);
    long newest = position - 1;

    assertThat(read(ID, new Freshness.AtLeast(new Position(0, newest)))).contains("detail");
    assertThat(read(ID, new Freshness.AtLeast(new Position(0, newest + 1)))).isEmpty();
    apply("", new Mark(1L));
    assertThat(read(ID, new Freshness.AtLeast(new Position(0, newest + 1)))).contains("detail");
    // one of another partition says nothing here
    assertThat(read(ID, new Freshness.AtLeast(new Position(1, 1_000)))).contains("detail");
  }

  @Test
  void withAPositionWhatCallersHereWereToldIsInIt() {
    ends.saw(0, position, now);
    var freshness = new Freshness.AtLeast(new Position(0, 0));

    assertThat(reads.read(ID, 0, freshness, position, (_, process) -> process)).isEmpty();
    assertThat(reads.read(ID, 0, freshness, position - 1, (_, process) -> process)).isPresent();
  }

  @Test
  void whoWantsHisOwnWritesIsNotAnswered() {
    ends.saw(0, position, now);

    assertThat(read(ID, Freshness.OWN_WRITES)).isEmpty();
    assertThat(counted("miss")).isZero();
  }

  @Test
  void thatThereIsNoSuchProcessIsAnAnswer() {
    ends.saw(0, position, now);

    assertThatThrownBy(() -> read(UNKNOWN, atMost(1))).isInstanceOf(ProcessException.class)
        .hasMessage("process not found");
    assertThat(counted("hit")).isEqualTo(1);
  }

  @Test
  void aProcessThatChangesMeanwhileIsNotAnswered() {
    ends.saw(0, position, now);

    assertThat(reads.read(ID, 0, atMost(1), -1, (_, process) -> {
      apply("42", new RemoveProcess());
      return process;
    })).isEmpty();
    assertThat(counted("miss")).isEqualTo(1);
  }

  @Test
  void aCopyThatIsNotThereOrClosesIsNoFailure() {
    ends.saw(0, position, now);
    copy = Optional.empty();
    assertThat(read(ID, atMost(1))).isEmpty();

    copy = Optional.of(new Rows(table));
    assertThat(reads.read(ID, 0, atMost(1), -1, (_, _) -> {
      throw new TableUnavailableException(new InvalidStateStoreException("closed"));
    })).isEmpty();
    assertThat(counted("miss")).isEqualTo(2);
  }

  @Test
  void anOwnerThatMayHaveBeenReplacedIsOnlyAsNewAsItsCommandsAre() {
    ends.saw(0, position, now);
    long newest = position - 1;

    now += 4 * SECOND;
    assertThat(reads.isNewEnough(0, newest, atMost(0))).isTrue();
    now += 2 * SECOND;
    assertThat(reads.isNewEnough(0, newest, atMost(5))).isFalse();
    assertThat(reads.isNewEnough(0, newest, atMost(7))).isTrue();
    assertThat(reads.isNewEnough(0, newest, Freshness.OWN_WRITES)).isTrue();

    ends.saw(0, position + 1, now);
    assertThat(reads.isNewEnough(0, newest, atMost(5))).isFalse();
    assertThat(reads.isNewEnough(0, newest + 1, atMost(5))).isTrue();
  }

  private Optional<String> read(ProcessId id, Freshness freshness) {
    return reads.read(id, 0, freshness, -1, (_, process) -> process.getDetail());
  }

  private static Freshness atMost(long seconds) {
    return new Freshness.AtMost(Duration.ofSeconds(seconds));
  }

  private double counted(String result) {
    var counter =
        registry.find("gapless.processes.standby.reads").tag("result", result).counter();
    return counter == null ? 0 : counter.count();
  }

  private void apply(String id, Object body) {
    engine.apply(new ProcessCommand("orders", id, null, body), Instant.EPOCH, position++);
  }
}
