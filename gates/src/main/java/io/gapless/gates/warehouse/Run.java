package io.gapless.gates.warehouse;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// A run: all that was derived at one time of what is loaded of a chain.
///
/// @param chain that it is about
/// @param id of it: its time as `yyyyMMddTHHmmssZ`
public record Run(String chain, String id) {

  private static final String CHECK = "check-";

  /// Refuses what cannot stand in a statement with an [IllegalArgumentException].
  public Run {
    if (!chain.matches("[a-z]+-\\d+")) {
      throw new IllegalArgumentException("no chain: " + chain);
    }
    if (!id.matches("[0-9A-Za-z-]{1,64}")) {
      throw new IllegalArgumentException("no id of a run: " + id);
    }
  }

  /// A run that is only checked, and that nobody is to see.
  public static Run check(String chain, Instant at) {
    return new Run(chain, CHECK + at.toEpochMilli());
  }

  /// Whether it is one that is only checked, and began after that time.
  boolean isCheckSince(Instant time) {
    return id.matches(CHECK + "\\d{1,18}")
        && Long.parseLong(id.substring(CHECK.length())) > time.toEpochMilli();
  }

  /// As parameters `chain` and `run` of a statement, with more.
  public Map<String, Object> with(Map<String, ?> more) {
    var all = new HashMap<String, Object>(more);
    all.put("chain", chain);
    all.put("run", id);
    return all;
  }
}
