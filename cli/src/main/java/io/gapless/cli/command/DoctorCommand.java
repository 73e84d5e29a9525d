package io.gapless.cli.command;

import io.gapless.cli.console.ExitCode;
import io.gapless.cli.doctor.Doctor;
import io.gapless.cli.doctor.Finding;
import io.gapless.cli.options.Servers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gapless doctor`.
@Command(name = "doctor", sortOptions = false, description = "Says what is reachable, what is missing, and what to do.")
final class DoctorCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--rpc", paramLabel = "URL", split = ",", converter = Servers.Node.class, description = "Nodes to ask too.")
  private List<URI> rpc = List.of();

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    new Doctor(context.connections(), rpc, context.environment()).examine(finding -> {
      findings.add(finding);
      context.console().println(finding.line());
    });
    return findings.stream().allMatch(finding -> finding.good() || !finding.needed())
        ? ExitCode.OK
        : ExitCode.UNREACHABLE;
  }
}
