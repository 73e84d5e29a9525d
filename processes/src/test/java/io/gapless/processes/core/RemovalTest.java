package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.NewEvent;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.PutProcess;
import io.gapless.schemas.record.RemoveProcess;
import io.gapless.schemas.record.RetrySettings;
import io.gapless.schemas.record.TimerAction;
import io.gapless.schemas.record.TimerActionKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemovalTest {

  private static final ProcessId ID = new ProcessId("orders", "1");
  private static final Instant NOW = Instant.ofEpochMilli(1_000);

  private final InMemoryTable table = new InMemoryTable();
  private final Rows rows = new Rows(table);
  private final Engine engine = new Engine(table);

  @Test
  void takesALongHistoryAwayInChunksWhileANewProcessHasTheIdAlready() {
    Commands.logged(ID, settings(), NOW, 0).applyTo(engine);
    Commands.logged(ID, put(1_200), NOW, 1).applyTo(engine);
    var old = new Removal(ID, 1);

    assertThat(Commands.logged(ID, new RemoveProcess(), NOW, 2).applyTo(engine))
        .containsExactly(new Effect.RemovalGoesOn(old));
    assertThat(rows.process(ID)).isEmpty();
    Commands.logged(ID, put(3), NOW, 3).applyTo(engine);

    // 1,200 events and the task that they belong to
    assertThat(Commands.removeMore(old, NOW, 4).applyTo(engine))
        .containsExactly(new Effect.RemovalGoesOn(old));
    assertThat(table.children(old)).hasSize(701);
    assertThat(Commands.removeMore(old, NOW, 5).applyTo(engine))
        .containsExactly(new Effect.RemovalGoesOn(old));
    assertThat(rows.removals()).containsExactly(old);
    assertThat(Commands.removeMore(old, NOW, 6).applyTo(engine)).isEmpty();
    assertThat(table.children(old)).isEmpty();
    assertThat(rows.removals()).isEmpty();
    assertThat(table.children(new Removal(ID, 3))).hasSize(4);
  }

  private static PutProcess put(int events) {
    return new PutProcess(ProcessStatus.RUNNING, null, null, Map.of(),
        Collections.nCopies(events, new NewEvent(null, null, Map.of(), ByteBuffer.allocate(1))),
        new TimerAction(TimerActionKind.KEEP, null), false);
  }

  private static ConfigureNamespace settings() {
    return new ConfigureNamespace(new RetrySettings(1L, 1.0, null, null, List.of()),
        LostSteps.RETRY, 0, 1_000L, null, null);
  }
}
