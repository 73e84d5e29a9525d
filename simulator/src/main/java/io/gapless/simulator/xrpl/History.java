package io.gapless.simulator.xrpl;

import io.gapless.simulator.xrpl.faults.Chances;
import io.gapless.simulator.xrpl.faults.LedgerFault.ClaimsMissing;
import io.gapless.simulator.xrpl.ledgers.LedgerSpan;
import java.util.ArrayList;
import java.util.List;

/// Which ledgers a node has at the moment, and which it says that it has; for many threads at once.
final class History {
  private final List<LedgerSpan> spans;
  private final long last;
  private final Chances chances;
  private volatile int lag;

  History(LedgerSource source, XrplNodeOptions options, Chances chances) {
    List<LedgerSpan> all = source.spans();
    this.spans = options.history().isEmpty() ? all : common(all, options.history());
    this.last = all.getLast().last();
    this.chances = chances;
    this.lag = options.lag();
  }

  void lag(int ledgers) {
    lag = ledgers;
  }

  int lag() {
    return lag;
  }

  /// The index of its newest validated ledger.
  long newest() {
    return Math.max(1, last - lag);
  }

  /// What it shows as `complete_ledgers`.
  List<LedgerSpan> claimed() {
    return spans.stream().filter(span -> span.first() <= newest())
        .map(span -> new LedgerSpan(span.first(), Math.min(span.last(), newest()))).toList();
  }

  /// Whether it says that it has a ledger.
  boolean claims(long index) {
    return index <= newest() && spans.stream().anyMatch(span -> span.holds(index));
  }

  /// Whether it says so of a ledger that it does not have.
  boolean claimsFalsely(long index) {
    return claims(index) && chances.plan().of(ClaimsMissing.class).stream()
        .anyMatch(fault -> chances.hits(fault, index));
  }

  private static List<LedgerSpan> common(List<LedgerSpan> all, List<LedgerSpan> some) {
    List<LedgerSpan> common = new ArrayList<>();
    for (LedgerSpan one : all) {
      for (LedgerSpan other : some) {
        long first = Math.max(one.first(), other.first());
        long last = Math.min(one.last(), other.last());
        if (first <= last) {
          common.add(new LedgerSpan(first, last));
        }
      }
    }
    return common;
  }
}
