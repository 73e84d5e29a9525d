package io.gapless.cli.command.processes;

import io.gapless.cli.command.Context;
import io.gapless.processes.Request;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gapless processes call`.
@Command(name = "call", sortOptions = false, description = {
    "Has a process do a step, and prints its response: a text as it is, other bytes as base64.",
    "Prints ok where there is no response."})
final class CallCommand implements Callable<Integer> {

  private static final String LATE =
      "; the call is kept, and may still be done: with a --key it can be repeated";

  private final Context context;

  @Mixin
  private final AskedProcesses asked;

  @Mixin
  private final NamedProcess process = new NamedProcess();

  @Parameters(index = "2", arity = "0..1", paramLabel = "ARGS", defaultValue = "", description = "What the process is asked for.")
  private String args = "";

  @Option(names = "--key", paramLabel = "TEXT", description = "Idempotency key: a repetition with the same key is not done again, and gets the "
      + "same response.")
  private @Nullable String key;

  CallCommand(Context context) {
    this.context = context;
    asked = new AskedProcesses(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    var id = process.id();
    var request = key == null ? Request.of(args) : Request.of(args).withKey(key);
    return asked.use(id.namespace(), LATE, processes -> context.console()
        .println(processes.call(id, request).response().map(Printable::whole).orElse("ok")));
  }
}
