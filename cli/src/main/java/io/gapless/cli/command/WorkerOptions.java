package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.pipeline.RoleOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a worker is called: `<name>-<role>-<slot>`, the same after a restart.
final class WorkerOptions {

  @Option(names = "--name", paramLabel = "HOST", description = "First part of the worker's id (default: this host's name).")
  private @Nullable String name;

  @Option(names = "--slot", paramLabel = "N", defaultValue = "0", description = "Number of the worker among those of its role on this host (default: "
      + "${DEFAULT-VALUE}); two that run at once need two.")
  private int slot;

  RoleOptions role(String role, int workers, List<URI> nodes) {
    if (slot < 0) {
      throw CommandException.usage("--slot", slot + " is less than 0");
    }
    if (name != null && !name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw CommandException.usage("--name", "'" + name
          + "' has other characters than letters, digits, '.', '_' and '-'");
    }
    return new RoleOptions(role, name == null ? host() : name, slot, workers, nodes);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
