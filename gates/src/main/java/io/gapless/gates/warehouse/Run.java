package io.gapless.gates.warehouse;

import java.util.HashMap;
import java.util.Map;

/// A run: all that was derived at one time of what is loaded of a chain.
///
/// @param chain that it is about
/// @param id of it: its time as `yyyyMMddTHHmmssZ`, perhaps with a word behind
public record Run(String chain, String id) {

  /// Refuses what cannot stand in a statement with an [IllegalArgumentException].
  public Run {
    if (!chain.matches("[a-z]+-\\d+")) {
      throw new IllegalArgumentException("no chain: " + chain);
    }
    if (!id.matches("[0-9A-Za-z-]{1,64}")) {
      throw new IllegalArgumentException("no id of a run: " + id);
    }
  }

  /// As parameters `chain` and `run` of a statement, with more.
  public Map<String, Object> with(Map<String, ?> more) {
    var all = new HashMap<String, Object>(more);
    all.put("chain", chain);
    all.put("run", id);
    return all;
  }
}
