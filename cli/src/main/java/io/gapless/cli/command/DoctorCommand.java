package io.gapless.cli.command;

import io.gapless.cli.console.ExitCode;
import io.gapless.cli.doctor.Doctor;
import io.gapless.cli.doctor.Finding;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gapless doctor`.
@Command(name = "doctor", sortOptions = false, description = "Says what is reachable, what is missing, and what to do.")
final class DoctorCommand implements Callable<Integer> {

  private final Context context;

  @Mixin
  private NodeUrls nodes = new NodeUrls();

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    new Doctor(context.connections(), nodes.all(), context.environment()).examine(finding -> {
      findings.add(finding);
      context.console().println(finding.line());
    });
    return findings.stream().allMatch(finding -> finding.good() || !finding.needed())
        ? ExitCode.OK
        : ExitCode.UNREACHABLE;
  }
}
