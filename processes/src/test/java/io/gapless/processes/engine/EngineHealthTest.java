package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.core.InMemoryTable;
import io.gapless.processes.core.Rows;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineHealthTest {

  private final AtomicLong clock = new AtomicLong();
  private final Hosts hosts = new Hosts();
  private @Nullable Throwable failure;
  private State state = State.RUNNING;
  private final EngineHealth health = new EngineHealth(() -> failure, () -> state,
      new LogWatch(() -> Map.of(), new LogEnds(), clock::get), hosts);

  @Test
  void anEngineThatStoppedByItselfSaysWhy() {
    failure = new IllegalStateException("the topic has other partitions");
    state = State.ERROR;

    assertThat(health.trouble())
        .contains("the engine has stopped: IllegalStateException: the topic has other partitions");
  }

  @Test
  void anEngineThatWasClosedIsNoneToAsk() {
    for (State over : new State[]{State.PENDING_SHUTDOWN, State.NOT_RUNNING, State.ERROR}) {
      state = over;

      assertThat(health.trouble()).contains("the engine has stopped");
    }
  }

  @Test
  void partitionsHaveToBeTakenUp() {
    state = State.REBALANCING;
    assertThat(health.trouble()).contains("no partition of the log of commands is here yet");

    var partition = new HostedPartition(3, new Rows(new InMemoryTable()));
    hosts.came(partition);
    assertThat(health.trouble()).contains("partition 3 is being restored");

    partition.becomeLive();
    assertThat(health.trouble()).isEmpty();
  }

  @Test
  void anEngineThatOnlyStandsByIsWell() {
    assertThat(health.trouble()).isEmpty();
  }

  @Test
  void theLogHasToBeReached() {
    clock.addAndGet(60_000_000_000L);

    assertThat(health.trouble()).contains("the log of commands was not reached for 60 s");
  }
}
