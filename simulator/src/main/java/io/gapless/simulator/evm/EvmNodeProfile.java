package io.gapless.simulator.evm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.simulator.evm.limits.EvmNodeLimits;
import io.gapless.simulator.evm.limits.LogCaps;
import io.gapless.simulator.evm.limits.Suggestion;
import io.gapless.simulator.evm.limits.ThrottleStyle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Nodes as providers and clients run them, read from `profiles.tsv`: caps, rate, wordings and what
/// they offer. Faults come on top.
public final class EvmNodeProfile {
  private static final Map<String, EvmNodeOptions> PROFILES = read();

  private EvmNodeProfile() {}

  /// All names, in the order of the file.
  public static List<String> names() {
    return List.copyOf(PROFILES.keySet());
  }

  /// The node of a name, e.g. `infura`.
  ///
  /// @throws IllegalArgumentException if there is none
  public static EvmNodeOptions named(String name) {
    EvmNodeOptions options = PROFILES.get(name);
    if (options == null) {
      throw new IllegalArgumentException("profile is none of " + names() + ": " + name);
    }
    return options;
  }

  /// The node of a name for a chain so short that the real caps would never be met, see
  /// [EvmNodeLimits#scaled].
  ///
  /// @param factor 1 for the real ones
  /// @throws IllegalArgumentException if there is none
  public static EvmNodeOptions scaled(String name, int factor) {
    EvmNodeOptions options = named(name);
    return options.withLimits(options.limits().scaled(factor));
  }

  private static Map<String, EvmNodeOptions> read() {
    Map<String, EvmNodeOptions> profiles = new LinkedHashMap<>();
    var stream = Objects.requireNonNull(
        EvmNodeProfile.class.getResourceAsStream("profiles.tsv"));
    try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1))
          .forEach(cells -> profiles.put(cells[0], profile(cells)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return profiles;
  }

  private static EvmNodeOptions profile(String[] cells) {
    var caps = new LogCaps(Integer.parseInt(cells[2]), Integer.parseInt(cells[3]),
        Long.parseLong(cells[4]), Integer.parseInt(cells[5]));
    var limits = new EvmNodeLimits(cells[1], Suggestion.HONEST, caps, Integer.parseInt(cells[6]),
        Double.parseDouble(cells[7]), ThrottleStyle.named(cells[8]).orElseThrow());
    var behaviour = new EvmNodeBehaviour(0, 0, cells[11].equals("short"), cells[9].equals("yes"),
        cells[10].equals("yes"));
    return EvmNodeOptions.defaults().withLimits(limits).withBehaviour(behaviour);
  }
}
