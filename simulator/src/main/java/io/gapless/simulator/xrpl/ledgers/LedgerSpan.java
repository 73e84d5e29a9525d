package io.gapless.simulator.xrpl.ledgers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A run of consecutive ledgers, both ends included.
///
/// @param first index of the first ledger, 1 or more
/// @param last index of the last ledger, not before `first`
public record LedgerSpan(long first, long last) {
  public LedgerSpan {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("not ledgers: " + first + "-" + last);
    }
  }

  /// Spans as `complete_ledgers` shows them, e.g. `1000-1999,3000` or `empty`.
  ///
  /// @throws IllegalArgumentException if that is not what the text is
  public static List<LedgerSpan> parse(String text) {
    return text.equals("empty")
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(LedgerSpan::parseOne).toList();
  }

  /// What `complete_ledgers` shows of spans.
  public static String text(List<LedgerSpan> spans) {
    return spans.isEmpty()
        ? "empty"
        : spans.stream().map(LedgerSpan::toString).collect(Collectors.joining(","));
  }

  /// Whether a ledger is in it.
  public boolean holds(long index) {
    return first <= index && index <= last;
  }

  private static LedgerSpan parseOne(String text) {
    String[] ends = text.strip().split("-", -1);
    try {
      if (ends.length <= 2) {
        return new LedgerSpan(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("ledgers are no range like 1000-1999: " + text, e);
    }
    throw new IllegalArgumentException("ledgers are no range like 1000-1999: " + text);
  }

  /// `1000-1999`, or `1000` alone.
  @Override
  public String toString() {
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}
