package io.gapless.cli.command.market;

import io.gapless.cli.command.Context;
import io.gapless.cli.command.processes.AskedProcesses;
import io.gapless.cli.console.CommandException;
import io.gapless.gates.rebuild.RebuildProcess;
import io.gapless.gates.rebuild.RebuildRequest;
import io.gapless.processes.EventRange;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.ProcessView;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Request;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepErrorKind;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gapless rebuild`.
@Command(name = "rebuild", sortOptions = false, description = {
    "Derives a market's trades and profits anew, and has readers see them if all gates hold.",
    "Runs in the planner, of `gapless up` for instance, and goes on there without this command."})
public final class RebuildCommand implements Callable<Integer> {

  private static final long POLL_MILLIS = 500;
  private static final String DONE = "DONE";

  private final Context context;

  @Mixin
  private final AskedProcesses asked;

  @Mixin
  private MarketOptions market = new MarketOptions();

  @Option(names = "--force", description = "Far fewer rows than before are no reason to stop.")
  private boolean force;

  @Option(names = "--repair", description = "Goes on with the run that stopped, once the data is mended.")
  private boolean repair;

  @Option(names = "--rollback", description = "Has readers see what they saw before the last rebuild.")
  private boolean rollback;

  /// For the root command.
  public RebuildCommand(Context context) {
    this.context = context;
    asked = new AskedProcesses(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (repair && rollback) {
      throw CommandException.usage("--rollback", "--repair is something else: give one of them");
    }
    var deployment = market.deployment();
    var id = RebuildProcess.id(deployment.chain());
    return asked.use(id.namespace(), processes -> {
      if (rollback) {
        var run = response(processes.call(id, Request.of(RebuildProcess.ROLLBACK)).response());
        context.console().println("readers see run " + run + " again");
        return;
      }
      var run = repair
          ? repaired(processes, id)
          : begun(processes, id, new RebuildRequest(deployment, market.profile(), market.jobs(),
              force, "", 0));
      context.console().println("run " + run + " of " + deployment.name());
      follow(processes, id);
    });
  }

  /// Begins a run. One that is under way, as after jobs that were completed, ends first.
  private String begun(Processes processes, ProcessId id, RebuildRequest request)
      throws InterruptedException {
    for (boolean again = false;; again = true) {
      try {
        return RebuildProcess.begin(processes, request);
      } catch (ProcessException e) {
        if (e.kind() != StepErrorKind.REFUSED) {
          throw e;
        }
        if (!state(processes, id).metadata().getOrDefault("part", DONE).equals(DONE)) {
          context.console().println("another run ends first: " + e.getMessage());
          follow(processes, id);
        } else if (again) {
          throw e;
        }
      }
    }
  }

  /// Takes the run up that stopped. Where jobs that were completed since did that, it goes on already.
  private static String repaired(Processes processes, ProcessId id) throws InterruptedException {
    try {
      return response(processes.repair(id, Request.of("")).response());
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.PROCESS_IS_RUNNING) {
        throw e;
      }
      return state(processes, id).metadata().getOrDefault("run", "");
    }
  }

  private static ProcessView state(Processes processes, ProcessId id) throws InterruptedException {
    return processes.get(id, new EventRange(null, 0L, false), Freshness.OWN_WRITES).process();
  }

  /// Prints what happens until the run is done.
  private void follow(Processes processes, ProcessId id) throws InterruptedException {
    var part = "";
    while (true) {
      var process = state(processes, id);
      var now = process.metadata().getOrDefault("part", "");
      if (!now.equals(part)) {
        part = now;
        context.console().println(now.toLowerCase(Locale.ROOT).replace('_', ' '));
      }
      if (process.status() == ProcessStatus.ERROR) {
        throw CommandException.failed(process.detail().orElse("the rebuild failed")
            + "; readers see what they saw. Mend the data, then `gapless rebuild --repair`");
      }
      if (now.equals(DONE)) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static String response(Optional<Payload> response) {
    return response.map(Payload::text).orElse("");
  }
}
