package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.planner.monitor.MonitorConfig;
import java.time.Duration;
import picocli.CommandLine.Option;

/// When a worker is taken for stalled.
final class MonitorOptions {

  @Option(names = "--stall-after", paramLabel = "TIME", defaultValue = "5m", converter = Durations.class, description = "Silence after which a worker is stalled: the planner evicts it from its group, and a process "
      + "starts its own one again (default: ${DEFAULT-VALUE}).")
  private Duration stallAfter = MonitorConfig.USUAL.stallAfter();

  @Option(names = "--stall-check", paramLabel = "TIME", defaultValue = "30s", converter = Durations.class, description = "How often that is looked at (default: ${DEFAULT-VALUE}).")
  private Duration stallCheck = MonitorConfig.USUAL.checkInterval();

  MonitorConfig config() {
    // a heartbeat comes every five seconds, and one may be late
    if (stallAfter.toSeconds() < 10) {
      throw CommandException.usage("--stall-after", stallAfter.toMillis()
          + " ms is less than 10s: heartbeats come every 5s");
    }
    if (stallCheck.isZero()) {
      throw CommandException.usage("--stall-check", "0 is no interval; give e.g. 30s");
    }
    return new MonitorConfig(stallAfter, stallCheck);
  }
}
