package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.EventRange;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.core.Answers;
import io.gapless.schemas.record.IdsPage;
import io.gapless.schemas.record.ListProcesses;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LoggedReadsTest {

  private static final Duration SOON = Duration.ofMillis(50);
  private static final ProcessId ID = new ProcessId("orders", "1");

  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void asksAgainForAProcessInItsFirstStepUntilItsPatienceIsOver() {
    var reads = reads((_, _) -> Optional.of(Answers.error(StepErrorKind.PROCESS_IS_INIT)));

    assertThatThrownBy(() -> reads.get(ID, EventRange.ALL, SOON))
        .isInstanceOfSatisfying(ProcessException.class,
            e -> assertThat(e.kind()).isEqualTo(StepErrorKind.TIMEOUT))
        .hasMessageContaining("first step");
    assertThatThrownBy(() -> reads.trace(ID, SOON)).hasMessageContaining("first step");
    assertThat(pauses).allSatisfy(pause -> assertThat(pause).isLessThan(SOON));
  }

  @Test
  void saysWhichPartitionDoesNotAnswer() throws InterruptedException {
    var reads = reads((partition, _) -> partition == 2 ? Optional.empty() : ids());

    assertThat(reads.healthCheck("orders", SOON))
        .contains("timeout: partition 2 does not answer");
    assertThatThrownBy(() -> reads.list("orders", "", 1, SOON))
        .isInstanceOfSatisfying(ProcessException.class,
            e -> assertThat(e.kind()).isEqualTo(StepErrorKind.TIMEOUT));
  }

  @Test
  void mergesPagesOfAllPartitionsInOneOrder() throws InterruptedException {
    var reads = reads((partition, list) -> switch (partition + list.getAfter()) {
      case "0" -> ids(true, "3", "20");
      case "020" -> ids(false, "100");
      case "1" -> ids(false, "1", "11");
      case "2" -> ids(true, "10");
      case "210" -> ids(false, "12");
      default -> throw new AssertionError(partition + " is asked for " + list);
    });

    assertThat(reads.list("orders", "", 5, Duration.ofMinutes(1))).extracting(ProcessId::id)
        .containsExactly("1", "3", "10", "11", "12");
  }

  @Test
  void anAnswerOfAnotherVersionIsNotGuessedAt() {
    var reads =
        reads((_, _) -> Optional.of(new StepAnswer(ByteBuffer.wrap(new byte[20]), null)));

    assertThatThrownBy(() -> reads.get(ID, EventRange.ALL, Duration.ofMinutes(1)))
        .isInstanceOf(EngineUnavailableException.class).hasMessageContaining("one version");
  }

  private static Optional<StepAnswer> ids() {
    return ids(false);
  }

  private static Optional<StepAnswer> ids(boolean more, String... ids) {
    try {
      return Optional.of(new StepAnswer(new IdsPage(List.of(ids), more).toByteBuffer(), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads of a log of three partitions that answers at once.
  ///
  /// @param answers by partition and, for those who list, what they ask; empty: none comes
  private LoggedReads reads(BiFunction<Integer, ListProcesses, Optional<StepAnswer>> answers) {
    var log = new AnsweringLog(answers);
    var questions = new Questions("me", 0, log);
    log.questions = Optional.of(questions);
    return new LoggedReads(questions, 3, pauses::add);
  }

  private static final class AnsweringLog implements CommandLog {

    private final BiFunction<Integer, ListProcesses, Optional<StepAnswer>> answers;
    private Optional<Questions> questions = Optional.empty();

    AnsweringLog(BiFunction<Integer, ListProcesses, Optional<StepAnswer>> answers) {
      this.answers = answers;
    }

    @Override
    public void send(ProcessCommand command, Consumer<Exception> onFailure) {
      send(0, command, onFailure);
    }

    @Override
    public void send(int partition, ProcessCommand command, Consumer<Exception> onFailure) {
      var list = command.getBody() instanceof ListProcesses asked
          ? asked
          : new ListProcesses("", 0);
      answers.apply(partition, list).ifPresent(answer -> questions.orElseThrow()
          .answer(command.getReplyTo(), answer, partition, 0));
    }
  }
}
