package io.gapless.cli.command.processes;

import io.gapless.cli.command.Context;
import io.gapless.cli.console.CommandException;
import io.gapless.processes.EventRange;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Processes.Snapshot;
import io.gapless.processes.json.JsonViews;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless processes get`.
@Command(name = "get", sortOptions = false, description = "Shows a process, and a part of its history.")
final class GetCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private final AskedProcesses asked;

  @Mixin
  private final NamedProcess process = new NamedProcess();

  @Option(names = "--offset", paramLabel = "N", description = "Id of the event before the first one that is shown (default: from the oldest, "
      + "or from the newest with --backward).")
  private @Nullable Long offset;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "Most events (default: ${DEFAULT-VALUE}).")
  private long limit;

  @Option(names = "--backward", description = "The newest event first.")
  private boolean backward;

  @Option(names = "--json", description = "Prints one JSON object, as the HTTP API does.")
  private boolean json;

  GetCommand(Context context) {
    this.context = context;
    asked = new AskedProcesses(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 0) {
      throw CommandException.usage("--limit", limit + " is less than 0");
    }
    var id = process.id();
    return asked.use(id.namespace(), processes -> show(
        processes.get(id, new EventRange(offset, limit, backward), Freshness.OWN_WRITES)));
  }

  private void show(Snapshot snapshot) {
    var console = context.console();
    if (json) {
      console.println(JsonViews.snapshot(snapshot).toString());
      return;
    }
    var text = ProcessText.of(console.terminal());
    text.process(snapshot.process()).forEach(console::println);
    snapshot.history().forEach(event -> console.println(text.event(event)));
    if (limit > 0 && snapshot.history().size() == limit) {
      console.err().println("there may be more: --offset "
          + snapshot.history().getLast().eventId() + (backward ? " --backward" : ""));
    }
  }
}
