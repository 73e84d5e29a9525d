package io.gapless.cli.command.processes;

import io.gapless.cli.command.Context;
import io.gapless.cli.console.CommandException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.json.JsonViews;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gapless processes list`.
@Command(name = "list", sortOptions = false, description = "Lists the ids of a namespace's processes: shorter ones first, then by their letters.")
final class ListCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private final AskedProcesses asked;

  @Parameters(paramLabel = "NAMESPACE", description = "E.g. orders.")
  private String namespace = "";

  @Option(names = "--after", paramLabel = "ID", defaultValue = "", description = "Begins behind this id.")
  private String after = "";

  @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "Most ids (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Prints one JSON object; its `next` is for --after.")
  private boolean json;

  ListCommand(Context context) {
    this.context = context;
    asked = new AskedProcesses(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1) {
      throw CommandException.usage("--limit", limit + " is less than 1");
    }
    return asked.use(namespace, processes -> show(processes.list(namespace, after, limit)));
  }

  private void show(List<ProcessId> ids) {
    var console = context.console();
    if (json) {
      console.println(JsonViews.ids(ids, limit).toString());
      return;
    }
    ids.forEach(id -> console.println(Printable.escaped(id.id())));
    if (ids.isEmpty()) {
      console.err().println(after.isEmpty()
          ? "there are no processes in " + Printable.escaped(namespace)
          : "there are no processes behind " + Printable.escaped(after));
    } else if (ids.size() == limit) {
      console.err().println("there may be more: --after " + Printable.escaped(ids.getLast().id()));
    }
  }
}
