package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.ProcessId;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// The engine and its model, side by side.
class LockstepTest {

  private static final int LOGS = 10_000;
  private static final int COMMANDS = 35;

  @Test
  void doesStepByStepWhatTheModelDoes() {
    ManyLogs.check(LOGS, LockstepTest::runsInStep);
  }

  private static void runsInStep(long seed) {
    var table = new InMemoryTable();
    var rows = new Rows(table);
    var engine = new Engine(table);
    var model = new ModelProcesses();
    var log = new RandomLog(seed);
    var ids = new HashSet<ProcessId>();
    for (int i = 0; i < COMMANDS; i++) {
      var command = log.next(rows);
      var effects = command.applyTo(engine);
      log.saw(effects);

      same(command, Seen.Outcome.of(effects), model.apply(command));
      var id = new ProcessId(command.command().getNamespace(), command.command().getId());
      ids.add(id);
      same(command, Seen.State.of(rows, id), model.process(id));
    }
    // a command for one process left the others alone
    for (ProcessId id : ids) {
      same(id, Seen.State.of(rows, id), model.process(id));
    }
  }

  private static void same(Object after, Object engines, Object models) {
    if (!engines.equals(models)) {
      assertThat(engines).as("after %s", after).isEqualTo(models);
    }
  }
}
