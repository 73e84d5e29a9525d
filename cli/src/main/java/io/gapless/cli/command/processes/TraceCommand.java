package io.gapless.cli.command.processes;

import io.gapless.cli.command.Context;
import io.gapless.processes.EventRange;
import io.gapless.processes.HistoryEvent;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.json.JsonViews;
import io.gapless.schemas.record.StoredTask;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless processes trace`.
@Command(name = "trace", sortOptions = false, description = "Shows all that was done to a process: its tasks, each with the events that it added.")
final class TraceCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private final AskedProcesses asked;

  @Mixin
  private final NamedProcess process = new NamedProcess();

  @Option(names = "--json", description = "Prints one JSON object, as the HTTP API does.")
  private boolean json;

  TraceCommand(Context context) {
    this.context = context;
    asked = new AskedProcesses(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    var id = process.id();
    return asked.use(id.namespace(), processes -> {
      var tasks = processes.trace(id, Freshness.OWN_WRITES);
      // read after the tasks, so that it has all of their events
      show(tasks, processes.get(id, EventRange.ALL, Freshness.OWN_WRITES).history());
    });
  }

  private void show(List<StoredTask> tasks, List<HistoryEvent> history) {
    var console = context.console();
    if (json) {
      console.println(JsonViews.grouped(tasks, history).toString());
    } else {
      ProcessText.of(console.terminal()).trace(tasks, history).forEach(console::println);
    }
  }
}
