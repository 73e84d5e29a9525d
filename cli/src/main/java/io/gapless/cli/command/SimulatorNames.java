package io.gapless.cli.command;

import io.gapless.cli.console.Console;
import io.gapless.simulator.NamedFault;
import io.gapless.simulator.evm.EvmFaults;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmNodeProfile;
import io.gapless.simulator.evm.limits.LogCaps;
import java.util.List;
import java.util.Locale;

/// Prints what `gapless simulate` knows by name.
final class SimulatorNames {

  private static final int NAMES_A_LINE = 8;

  private SimulatorNames() {}

  /// Prints all that an EVM node can be given.
  static void print(Console console) {
    console.println("--profile");
    EvmNodeProfile.names().forEach(name -> console
        .println("  %-26s %s".formatted(name, caps(EvmNodeProfile.named(name).limits().caps()))));
    console.println("--fault (with the N that is used where none is given)");
    print(EvmFaults.all(), console);
    console.println("--provider");
    List<String> providers = EvmNodeOptions.providers();
    for (int first = 0; first < providers.size(); first += NAMES_A_LINE) {
      console.println("  " + String.join(" ",
          providers.subList(first, Math.min(providers.size(), first + NAMES_A_LINE))));
    }
  }

  /// Prints the faults of a kind of node.
  static void print(List<? extends NamedFault<?>> faults, Console console) {
    faults.forEach(fault -> console
        .println("  %-26s %s".formatted(fault.usage(), fault.description())));
  }

  private static String caps(LogCaps caps) {
    return caps.spanCap() == 0 && caps.resultCap() == 0
        ? "any range"
        : most(caps.spanCap()) + " blocks, " + most(caps.resultCap()) + " logs";
  }

  private static String most(int cap) {
    return cap == 0 ? "any number of" : String.format(Locale.ROOT, "%,d", cap);
  }
}
