package io.gapless.simulator.xrpl;

import io.gapless.simulator.xrpl.faults.Chances;
import io.gapless.simulator.xrpl.faults.Chances.Taken;
import io.gapless.simulator.xrpl.faults.RequestFault.Spell;
import io.gapless.simulator.xrpl.rpc.XrplCounters;
import io.gapless.simulator.xrpl.rpc.XrplError;
import java.util.Optional;

/// Says when a node is out of order, one spell after the other; for many threads at once.
final class ErrorSpells {
  private final Chances chances;
  private final XrplCounters counters;
  private Optional<Spell> spell = Optional.empty();
  private int left;

  ErrorSpells(Chances chances, XrplCounters counters) {
    this.chances = chances;
    this.counters = counters;
  }

  /// The error for the next request, if it has one.
  synchronized Optional<XrplError> next() {
    if (left == 0) {
      spell = chances.next(Spell.class, _ -> true).map(Taken::fault);
      left = spell.map(Spell::requests).orElse(0);
    }
    if (left == 0) {
      return Optional.empty();
    }
    left--;
    spell.ifPresent(active -> counters.fault(active.kind()));
    return spell.map(active -> XrplError.of(active.error()));
  }
}
